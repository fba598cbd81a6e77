import { html } from './html.ts';
import { page, type PageFrame } from './layout.ts';

export interface SignInForm {
  readonly next: string;
  readonly refusal: string | null;
}

export function signInPage(frame: PageFrame, { next, refusal }: SignInForm): string {
  return page(
    frame,
    'Sign in',
    html`<section class="card narrow">
<h1>Sign in</h1>
${refusal !== null && html`<p class="refusal" role="alert" id="refusal">${refusal}</p>`}
<form method="post" action="/sign-in" class="stack">
<input type="hidden" name="next" value="${next}">
<label for="token">Dashboard token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${
      refusal !== null && html` aria-describedby="refusal" aria-invalid="true"`
    }>
<p class="hint">The value of DASHBOARD_TOKEN, as set where First Value Monitor runs.</p>
<button>Sign in</button>
</form>
</section>`,
  );
}
