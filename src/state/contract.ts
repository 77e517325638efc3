/** @file The types of the worker's answers, for features and pages, which may not import the client. */
export type {
  AlternativeSummary,
  BackendName,
  CardEvaluation,
  CardSection,
  Demographics,
  Explanation,
  FitPoint,
  GroupContribution,
  ModelCard,
  OpenProgress,
  PackSummary,
  Problem,
  RetrievalStatus,
  WorkerStatus,
} from '../client/contract';
export type { Outcome } from '../client/outcome';
export type { AboutYouValues, BackendChoice, Theme } from '../db/settings';
export type { FailedSystem } from './systems.svelte';
export type { Entry } from '../db/entry';
