/** The folder of the files of events that belongs to a database file: `data/crier.db` has `data/crier.files`. */
export function filesFolderOf(database: string): string {
  return `${database.replace(/\.db$/, '')}.files`;
}
