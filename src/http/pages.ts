import type { Router } from 'express';

/** The pages that the doors need before the dashboard itself may be seen; `dashboard/` draws them. */
export interface Pages {
  problem(problem: { readonly status: number; readonly message: string }): string;
  /** @param next the path to go to afterwards; `refusal`: why the last try failed */
  signIn(form: { readonly next: string; readonly refusal: string | null }): string;
}

/** The dashboard as the application mounts it. */
export interface DashboardDoor {
  /** Style and the like: no figures in it, so it needs no permission. */
  readonly assets: Router;
  readonly routes: Router;
  readonly pages: Pages;
}
