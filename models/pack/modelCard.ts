/**
 * @file What a model card says: how the model of a pack was measured, and what its ranking network
 * looks at. What it was trained on stands in the manifest. Plain data, so that the page can read it.
 */

/** The protocols of `docs/evaluation.md` that are told by level: ratings given, or movies shown. */
export type CardProtocol = 'P1' | 'P2' | 'P3' | 'P5' | 'P6';

export interface CardSection {
  readonly protocol: CardProtocol;
  /** `0`, `1`, …, `all`. */
  readonly levels: readonly string[];
  /** One metric of one system each. */
  readonly figures: readonly {
    readonly system: string;
    readonly metric: string;
    /** `[levels]`; null where it was not measured. */
    readonly values: readonly (number | null)[];
    /** `[levels]`, over people; null where the metric is not a mean over people. */
    readonly standardErrors: readonly (number | null)[];
  }[];
  /** Paired differences on the same people, with their 95 % intervals. */
  readonly comparisons: readonly {
    readonly system: string;
    readonly reference: string;
    readonly metric: string;
    readonly level: string;
    /** System minus reference. */
    readonly difference: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Metrics by groups of people or movies, with everything given. */
  readonly breakdowns: readonly {
    /** What is grouped by: `age of the movie`. */
    readonly group: string;
    readonly metric: string;
    /** The groups, in order: `0 to 4 years`. */
    readonly values: readonly string[];
    /** `[values]` targets, people or ratings in each. */
    readonly counts: readonly number[];
    readonly rows: readonly {
      readonly system: string;
      /** `[values]` */
      readonly means: readonly (number | null)[];
    }[];
  }[];
}

export interface CardEvaluation {
  /** As typed to get these figures. */
  readonly command: string;
  readonly data: {
    /** Names of the pooled sets, joined by `+`. */
    readonly name: string;
    readonly ratings: number;
    readonly people: number;
    readonly movies: number;
  };
  readonly seed: number;
  readonly folds: number;
  /** How many of the folds were run. */
  readonly run: number;
  readonly resamples: number;
  /** In the order of tables; names as in the figures. */
  readonly systems: readonly { readonly name: string; readonly title: string }[];
  readonly sections: readonly CardSection[];
}

/**
 * What a metric loses when the ranker reads shuffled values in a group of features, everything given, on
 * the data of the pack.
 */
export interface CardImportance {
  readonly metric: string;
  /** How many were asked. */
  readonly people: number;
  readonly groups: readonly {
    readonly group: string;
    readonly loss: number;
    readonly standardError: number | null;
  }[];
}

export interface ModelCard {
  readonly cardVersion: 1;
  /** That of the pack's own data first; at least one. */
  readonly evaluations: readonly CardEvaluation[];
  /** How strongly the crosses multiply groups of features with each other. */
  readonly crosses: {
    readonly features: readonly string[];
    /** `[layers][features][features]` block norms; see `ranking/crossImportance.ts`. */
    readonly norms: readonly (readonly (readonly number[])[])[];
  };
  readonly importance?: CardImportance | undefined;
  /** Full sentences. */
  readonly limits: readonly string[];
}
