import { describe, expect, it } from 'vitest';
import { headerRules, headersOf, META_POLICY, toHeadersFile } from './headers';

const HASHED = 'models/latest/rated.0123abcd89ef4567.bin';
const rules = headerRules(['models/latest/manifest.json', HASHED]);

const sent = (path: string) => Object.fromEntries(headersOf(path, rules));

/** Directives by name, parsed as the CSP standard says: split on `;`, then on blanks. */
function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(';').map((text) => {
      const [name = '', ...sources] = text.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

describe('the hosting headers', () => {
  it('allow connections to the own origin only, in both policies', () => {
    for (const policy of [META_POLICY, sent('/')['Content-Security-Policy'] ?? '']) {
      expect(directives(policy).get('connect-src')).toEqual(["'self'"]);
      expect(directives(policy).get('default-src')).toEqual(["'self'"]);
      expect(policy).not.toContain("'unsafe-inline'");
      expect(policy).not.toContain("'unsafe-eval'");
      expect(policy).not.toMatch(/https?:/);
    }
  });

  it('forbid framing, which the meta policy cannot', () => {
    expect(META_POLICY).not.toContain('frame-ancestors');
    expect(sent('/index.html')['Content-Security-Policy']).toContain("frame-ancestors 'none'");
  });

  it('protect every path, models and assets included', () => {
    for (const path of ['/', '/sw.js', '/assets/index-a.js', `/${HASHED}`, '/unheard-of']) {
      expect(sent(path)).toMatchObject({
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      });
    }
  });

  it('keep hashed files for a year and ask again for those with a fixed name', () => {
    expect(sent('/assets/index-BgT2.js')['Cache-Control']).toContain('immutable');
    expect(sent(`/${HASHED}`)['Cache-Control']).toContain('immutable');
    for (const path of ['/', '/index.html', '/sw.js', '/models/latest/manifest.json']) {
      expect(sent(path)['Cache-Control']).toBe('no-cache');
    }
  });

  it('do not take a word such as "feedback" for a hash', () => {
    const named = headerRules(['models/latest/movies-feedback.bin', 'models/latest/LICENSE']);
    const cacheOf = (path: string) => Object.fromEntries(headersOf(path, named))['Cache-Control'];
    expect(cacheOf('/models/latest/movies-feedback.bin')).toBe('no-cache');
    expect(cacheOf('/models/latest/LICENSE')).toBe('no-cache');
  });

  it('set no header twice for one path, because hosts join the values', () => {
    for (const path of ['/', '/index.html', '/assets/x.js', `/${HASHED}`]) {
      const names = headersOf(path, rules).map(([name]) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('are written as a path, then one indented line for each header', () => {
    const file = toHeadersFile([{ path: '/a', headers: [['X-B', 'c; d']] }]);
    expect(file).toBe('/a\n  X-B: c; d\n');
  });
});
