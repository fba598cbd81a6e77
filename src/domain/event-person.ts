type Traits = Readonly<Record<string, unknown>>;

/**
 * Whether a user's traits say admin or owner (CONTRACT section 4): `is_admin` or `admin` is true, or a word of `role` says
 * so (`Admin`, `org:owner`, `Workspace administrator`). A product owner owns a product's plan, not the account.
 */
export function saysAdmin(traits: Traits): boolean {
  if (isYes(own(traits, 'is_admin')) || isYes(own(traits, 'admin'))) return true;
  const role = own(traits, 'role');
  const roles = Array.isArray(role) ? role : [role];
  return roles.some((each) => typeof each === 'string' && isAdminRole(each));
}

/** The part behind the @, lower case; null for what is no address. */
export function domainOf(email: string): string | null {
  const domain = /^[^\s@]+@([^\s@]+)$/.exec(email.trim())?.[1] ?? '';
  // A point with something before and after it.
  return domain.slice(1, -1).includes('.') ? domain.toLowerCase() : null;
}

const ADMIN_WORDS: ReadonlySet<string> = new Set(['admin', 'administrator', 'superadmin', 'owner']);
const DENYING_WORDS: ReadonlySet<string> = new Set(['non', 'not', 'no', 'product']);

function isAdminRole(role: string): boolean {
  const words = role
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return words.some((word, at) => ADMIN_WORDS.has(word) && !DENYING_WORDS.has(words[at - 1] ?? ''));
}

function isYes(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(true|yes|1)$/i.test(value.trim()));
}

function own(traits: Traits, name: string): unknown {
  return Object.hasOwn(traits, name) ? traits[name] : undefined;
}
