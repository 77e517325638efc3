/** @file The people of the two data sets that describe them. */
import type { UserRecord } from '../../models/dataset/columns';
import { parseWholeNumber, splitOn } from './fields';
import type { FileReport } from './lineReport';
import { readTable } from './readTable';
import type { TableFormat } from './readTable';
import type { Source } from './sourceFile';

export interface ReadUsers {
  readonly users: readonly UserRecord[];
  readonly report: FileReport;
}

const FIELD_COUNT = 5;
/** Occupation codes of ml-1m in order (its README). */
const ML_1M_OCCUPATIONS = [
  'other',
  'academic/educator',
  'artist',
  'clerical/admin',
  'college/grad student',
  'customer service',
  'doctor/health care',
  'executive/managerial',
  'farmer',
  'homemaker',
  'K-12 student',
  'lawyer',
  'programmer',
  'retired',
  'sales/marketing',
  'scientist',
  'self-employed',
  'technician/engineer',
  'tradesman/craftsman',
  'unemployed',
  'writer',
];

/** `id::gender::age::occupation::zip`; the age is the lowest of a range, 1 means under 18 (ml-1m). */
export function readDatUsers(source: Source): Promise<ReadUsers> {
  return readUsers(source, splitOn('::'), ([id, gender, age, occupation]) => {
    const code = parseWholeNumber(occupation);
    return { id, gender, age, occupation: code === null ? undefined : ML_1M_OCCUPATIONS[code] };
  });
}

/** `id|age|gender|occupation|zip` (the `u.user` of ml-100k). */
export function readPipeUsers(source: Source): Promise<ReadUsers> {
  return readUsers(source, splitOn('|'), ([id, age, gender, occupation]) => {
    return { id, gender, age, occupation };
  });
}

interface UserFields {
  readonly id: string;
  readonly gender: string;
  readonly age: string;
  readonly occupation: string | undefined;
}

async function readUsers(
  source: Source,
  split: TableFormat['split'],
  fieldsOf: (row: readonly string[]) => UserFields,
): Promise<ReadUsers> {
  const users: UserRecord[] = [];
  const report = await readTable(source, { encoding: 'latin1', split }, (row) => {
    if (row.length !== FIELD_COUNT) return `${row.length} fields, expected ${FIELD_COUNT}`;
    const fields = fieldsOf(row);
    const userId = parseWholeNumber(fields.id);
    if (userId === null) return `user id "${fields.id}" is not a whole number`;
    const gender = fields.gender;
    if (gender !== 'F' && gender !== 'M') return `gender "${gender}" is not F or M`;
    const age = parseWholeNumber(fields.age);
    if (age === null) return `age "${fields.age}" is not a whole number`;
    users.push({ userId, gender, age, occupation: fields.occupation ?? null });
    return null;
  });
  return { users, report };
}
