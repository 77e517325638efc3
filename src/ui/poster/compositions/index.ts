/** @file Every composition by name. */
import { arcs } from './arcs';
import { balloons } from './balloons';
import { bands } from './bands';
import { beam } from './beam';
import { blinds } from './blinds';
import { chevrons } from './chevrons';
import { city } from './city';
import { cubes } from './cubes';
import { curtain } from './curtain';
import { doors } from './doors';
import { dots } from './dots';
import { dunes } from './dunes';
import { eye } from './eye';
import { fans } from './fans';
import { figure } from './figure';
import { forest } from './forest';
import { keyhole } from './keyhole';
import { labyrinth } from './labyrinth';
import { leaves } from './leaves';
import { moons } from './moons';
import { mountains } from './mountains';
import { orbits } from './orbits';
import { pair } from './pair';
import { petals } from './petals';
import { rays } from './rays';
import { reel } from './reel';
import { rings } from './rings';
import { road } from './road';
import { sails } from './sails';
import { scales } from './scales';
import { shards } from './shards';
import { spiral } from './spiral';
import { stairs } from './stairs';
import { sun } from './sun';
import { tiles } from './tiles';
import { windows } from './windows';
import type { Random } from '../random';
import type { Frame, Shape } from '../scene';

/** Art for a frame; the same random numbers give the same art. */
export type Composition = (frame: Frame, random: Random) => Shape[];

export const COMPOSITIONS = {
  arcs,
  balloons,
  bands,
  beam,
  blinds,
  chevrons,
  city,
  cubes,
  curtain,
  doors,
  dots,
  dunes,
  eye,
  fans,
  figure,
  forest,
  keyhole,
  labyrinth,
  leaves,
  moons,
  mountains,
  orbits,
  pair,
  petals,
  rays,
  reel,
  rings,
  road,
  sails,
  scales,
  shards,
  spiral,
  stairs,
  sun,
  tiles,
  windows,
} as const satisfies Readonly<Record<string, Composition>>;

export type CompositionName = keyof typeof COMPOSITIONS;
