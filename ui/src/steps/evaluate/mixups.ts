import type { Report, StageScore } from "../../backend/types.gen";

export interface Mixup {
  label: string;
  predicted: string;
  count: number;
}

/** What was taken for something else, most frequent first. */
export function mixups(report: Report): Mixup[] {
  const found: Mixup[] = [];
  report.confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      const label = report.labels[i];
      const predicted = report.labels[j];
      if (i !== j && count > 0 && label !== undefined && predicted !== undefined) {
        found.push({ label, predicted, count });
      }
    });
  });
  return found.sort((a, b) => b.count - a.count);
}

/** The score of the version that was kept. */
export function keptScore(report: Report): StageScore | undefined {
  return report.scores.find((score) => score.stage === "kept") ?? report.scores.at(-1);
}

export function scoreOf(report: Report, stage: StageScore["stage"]): StageScore | undefined {
  return report.scores.find((score) => score.stage === stage);
}
