import { expect, hasPack, NO_PACK, releaseTest as test } from './fixtures';
import { storedForOffline, storedRows } from './support/deviceStore';
import { ForYou } from './support/forYou';
import { MISTAKES, PackRelease } from './support/packRelease';

/** What a person reads for each mistake of the host, and what to do about it. */
const WORDS = {
  truncated: [/arrived with the wrong length/, /Reload the page in a few minutes/],
  altered: [/is not the one it should be/, /Reload the page in a few minutes/],
  missing: [/is not on the server/, /Reload the page in a few minutes/],
  newer: [/made for a newer version of this app/, /Close all tabs of this site/],
} as const;

test.skip(!hasPack, NO_PACK);
// Chromium logs the file that is not there.
test.use({ expectedComplaints: /status of 404/ });

for (const mistake of MISTAKES) {
  const [problem, advice] = WORDS[mistake];

  test(`a first visit to a pack that is ${mistake} says what is wrong and what to do`, async ({
    page,
    siteFolder,
  }) => {
    const repair = await new PackRelease(siteFolder).spoil(mistake);
    await page.goto('./');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(problem);
    await expect(alert).toContainText(advice);

    await repair();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('link', { name: 'Forrest Gump' }).first()).toBeVisible();
    await expect(alert).toBeHidden();
  });

  test(`after a good visit, a pack that is ${mistake} leaves the previous one at work`, async ({
    page,
    siteFolder,
  }) => {
    await page.goto('./');
    await storedForOffline(page);
    await new PackRelease(siteFolder).replace(mistake);
    await page.reload();

    const notice = page.getByRole('status').filter({ hasText: problem });
    await expect(notice).toContainText(advice);
    await expect(page.getByRole('link', { name: 'Forrest Gump' }).first()).toBeVisible();
    await expect(page.getByRole('alert')).toBeHidden();
  });
}

test('a new pack takes over: the ratings stay, and the embedding is fitted again on it', async ({
  page,
  siteFolder,
}) => {
  const forYou = new ForYou(page);
  await forYou.open();
  await forYou.rateStarter('five stars');
  await forYou.expectPersonal(1);
  const versions = async () =>
    (await storedRows<{ packVersion: string }>(page, 'embeddings')).map((fit) => fit.packVersion);
  await expect.poll(versions).toHaveLength(1);
  const before = await versions();

  await new PackRelease(siteFolder).replace(null);
  await page.reload();
  await forYou.expectPersonal(1);
  await expect.poll(versions).not.toEqual(before);
  expect(await versions()).toHaveLength(1);
});
