export type Facts = Readonly<Record<string, string | number | null>>;

/** The statement that puts a row into a table as it is, past every store: the same text for both engines. */
export function insert(table: string, facts: Facts): string {
  const literal = (value: string | number | null): string =>
    typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  return `insert into ${table} (${Object.keys(facts).join(', ')}) values (${Object.values(facts).map(literal).join(', ')})`;
}
