interface ShownNeed {
  severity: string;
  what: string;
  reason: string;
  cure: string;
}

/** What a status says that needs a person, a line each: `broken errors (#alerts): it is gone. Set another one.` */
export function needsOf({ needs }: { needs: readonly ShownNeed[] }): string {
  return needs.map(({ severity, what, reason, cure }) => `${severity} ${what}: ${reason}. ${cure}`).join('\n');
}
