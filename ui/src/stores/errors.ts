import type { Error as AppError, Code } from "../backend/types.gen";
import { text } from "../text";

function isAppError(value: unknown): value is AppError {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as AppError).code === "string" &&
    typeof (value as AppError).what === "string"
  );
}

/** Whatever was thrown, as an error a person can read. */
export function toAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) {
    return {
      code: thrown.code,
      what: thrown.what,
      where: thrown.where ?? null,
      safe: thrown.safe ?? null,
      advice: thrown.advice ?? null,
      source: thrown.source ?? null,
    };
  }
  const code: Code = "internal";
  return {
    code,
    what: text.error.unexpected,
    where: null,
    safe: null,
    advice: text.error.reportAdvice,
    source: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  };
}

/** For "Copy details": what helps support, without the person's own texts. */
export function errorDetails(error: AppError, version: string): string {
  return JSON.stringify({ attune: version, ...error }, null, 2);
}
