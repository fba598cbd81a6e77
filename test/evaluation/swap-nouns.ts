/** Nouns of one role each: whoever is told one for another still hears the same kind of statement. */
const ROLES: readonly (readonly string[])[] = [
  ['patient', 'tenant', 'guest', 'supplier', 'shopper', 'student', 'candidate', 'citizen'],
  ['colleague', 'teammate', 'employee', 'engineer', 'accountant', 'nurse', 'clerk', 'technician'],
  ['invoice', 'agreement', 'parcel', 'lease', 'permit', 'prescription', 'manuscript', 'blueprint', 'shipment'],
  ['ticket', 'case', 'request', 'claim', 'complaint'],
  ['checklist', 'template', 'connector', 'webhook', 'snippet', 'integration'],
  ['report', 'dashboard', 'chart', 'forecast'],
  ['platform', 'product', 'tool', 'software'],
  ['newsletter', 'bulletin', 'brochure', 'circular'],
  ['department', 'team', 'crew', 'squad'],
];

/** Replaces every noun of a role by another of the same role; equal seeds give equal texts. */
export function swapNouns(text: string, seed: number): string {
  return text.replace(/[A-Za-z]+/g, (word) => {
    const plural = word.endsWith('s');
    const single = (plural ? word.slice(0, -1) : word).toLowerCase();
    const role = ROLES.find((nouns) => nouns.includes(single));
    if (role === undefined) return word;
    const other = role[(role.indexOf(single) + 1 + (seed % (role.length - 1))) % role.length] ?? single;
    const cased = /^[A-Z]/.test(word) ? `${other.charAt(0).toUpperCase()}${other.slice(1)}` : other;
    return plural ? `${cased}s` : cased;
  });
}
