/** @file The policy that the browser enforces on this page, read from the page itself. */

/**
 * The `connect-src` directive of the document's Content-Security-Policy, or null where the policy
 * comes as a header only (a page cannot read its own headers).
 */
export function connectPolicy(page: Document): string | null {
  const meta = page.querySelector('meta[http-equiv="Content-Security-Policy" i]');
  const directives = meta?.getAttribute('content')?.split(';') ?? [];
  const found = directives
    .map((text) => text.trim())
    .find((text) => text.startsWith('connect-src '));
  return found ?? null;
}
