// Figures of runs that name several categories, where those of one category stand: a row is right
// where exactly the true categories are named.
import type {
  ClassScore,
  Comparison,
  DifferentRow,
  DifferentTags,
  LabelProbability,
  LabelScore,
  StageScore,
  TagComparison,
  TagStanding,
} from "../../../backend/types.gen";

export function asScore(standing: TagStanding): StageScore {
  const { stage, n, exact, exact_match, exact_low, exact_high, macro_f1, loss } = standing;
  return {
    ...{ stage, n, macro_f1, loss },
    ...{ right: exact, accuracy: exact_match, low: exact_low, high: exact_high },
  };
}

function asClass({ label, precision, recall, f1, support, rough }: LabelScore): ClassScore {
  return { label, precision, recall, f1, support, rough };
}

export function asComparison(found: TagComparison): Comparison {
  return {
    ...found,
    before: found.before && asScore(found.before),
    runs: found.runs.map(({ score, per_label, ...run }) => ({
      ...run,
      score: asScore(score),
      per_class: per_label.map(asClass),
    })),
  };
}

/** All that is named in one line, as sure as the least sure of it. */
function line(said: LabelProbability[]): LabelProbability {
  return {
    label: said.map(({ label }) => label).join("; "),
    probability: Math.min(1, ...said.map(({ probability }) => probability)),
  };
}

export function asDifferent(row: DifferentTags): DifferentRow {
  return { ...row, label: row.labels.join("; "), a: line(row.a), b: line(row.b) };
}
