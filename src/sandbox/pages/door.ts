import { type Request, type RequestHandler, type Response, Router, urlencoded } from 'express';
import { z } from 'zod';
import { changeTask } from '../acts/change-task.ts';
import { deleteComment, editComment, postComment } from '../acts/comments.ts';
import { actOf, type Sandbox } from '../sandbox.ts';
import type { Act } from '../world/act.ts';
import type { Block, Comment, Person } from '../world/model.ts';
import { Refusal, undocumented } from '../world/refusal.ts';
import { visibleTask } from '../world/visibility.ts';
import { commentOf, taskOf, type World } from '../world/world.ts';
import { boardPage } from './board-page.ts';
import { speakers } from './forms.ts';
import { html } from './html.ts';
import { inboxPage } from './inbox-page.ts';
import { layout } from './layout.ts';
import { peoplePage } from './people-page.ts';
import { STYLE } from './style.ts';
import { taskPage } from './task-page.ts';
import { typedBlocks } from './typed-mentions.ts';

/** The pages, and the forms on them. What a form does is the act of the person chosen in it, and webhooks hear of it. */
export function pagesDoor(sandbox: Sandbox): Router {
  const router = Router();
  router.use(urlencoded({ extended: false }));
  router.get('/sandbox.css', (_req, res) => {
    res.type('css').send(STYLE);
  });
  const { show, act } = skins(sandbox);
  router.get(
    '/',
    show((_req, world) => boardPage(world)),
  );
  router.get(
    '/people',
    show((_req, world) => peoplePage(world)),
  );
  router.get(
    '/inbox/:id',
    show((req, world) => inboxPage(world, someone(world, pathId(req)))),
  );
  router.get('/t/:id', show(showTask));
  router.get(
    '/attachments/:id/:title',
    guarded((req, res) => sendFile(sandbox.world, pathId(req), res)),
  );
  router.post('/t/:id/comment', act(commentOnTask));
  router.post('/t/:id/status', act(changeStatus));
  router.post('/c/:id/reply', act(replyToComment));
  router.post('/c/:id/edit', act(rewriteComment));
  router.post('/c/:id/delete', act(removeComment));
  router.use(show(() => notFound('page')));
  return router;
}

type Show = (req: Request, world: World) => string;
/** Does it, and says which address shows the result. */
type Do = (act: Act, req: Request) => string;

/** Turns what a page shows, or what a form does, into a request handler; refusals become a page of their own. */
function skins(sandbox: Sandbox): { show: (page: Show) => RequestHandler; act: (doing: Do) => RequestHandler } {
  return {
    show: (page) => guarded((req, res) => void res.type('html').send(page(req, sandbox.world))),
    act: (doing) =>
      guarded((req, res) => {
        const actor = someone(sandbox.world, formText(req, 'as'));
        if (!actor.active) throw undocumented(403, `${actor.name ?? actor.email} is deactivated`);
        res.redirect(303, doing(actOf(sandbox, actor), req));
      }),
  };
}

function guarded(handle: (req: Request, res: Parameters<RequestHandler>[1]) => void): RequestHandler {
  return (req, res) => {
    try {
      handle(req, res);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      const content = html`<h1>That did not work</h1><p>${thrown.message}</p><p><a href="/">Back to the lists</a></p>`;
      res.status(thrown.status).type('html').send(layout('Refused', content));
    }
  };
}

/** A file as it was sent; what is in it is somebody's, so nothing in it may run here. */
function sendFile(world: World, id: string, res: Response): void {
  const files = [...world.tasks.values()].flatMap(({ attachments }) => attachments);
  const file = files.find((each) => each.id === id);
  if (file === undefined) notFound('file');
  res.set('Content-Security-Policy', 'sandbox').type(file.type).send(Buffer.from(file.content));
}

/** The visitor speaks for whom the address names, else for the first assignee, else for anybody. */
function showTask(req: Request, world: World): string {
  const task = taskOf(world, pathId(req));
  const everybody = speakers(world);
  const likely = [Number(req.query.as), ...task.assigneeIds].map((id) => everybody.find((person) => person.id === id));
  return taskPage(world, task, likely.find((person) => person !== undefined) ?? everybody[0] ?? null);
}

function commentOnTask(act: Act, req: Request): string {
  const task = visibleTask(act.world, act.actor, pathId(req));
  const comment = postComment(act, task, null, { blocks: typed(act, req), assigneeId: null });
  return addressOf(act, comment.taskId, comment);
}

function replyToComment(act: Act, req: Request): string {
  const parent = commentIn(act, req);
  const draft = { blocks: typed(act, req), assigneeId: null };
  return addressOf(act, parent.taskId, postComment(act, taskOf(act.world, parent.taskId), parent, draft));
}

function rewriteComment(act: Act, req: Request): string {
  const comment = commentIn(act, req);
  editComment(act, comment, { blocks: typed(act, req) });
  return addressOf(act, comment.taskId, comment);
}

function removeComment(act: Act, req: Request): string {
  const comment = commentIn(act, req);
  deleteComment(act, comment);
  return addressOf(act, comment.taskId);
}

function changeStatus(act: Act, req: Request): string {
  const task = visibleTask(act.world, act.actor, pathId(req));
  changeTask(act, task, { status: formText(req, 'status') });
  return addressOf(act, task.id);
}

/** The task's page, still as the same person, at the comment if there is one. */
function addressOf(act: Act, taskId: string, comment?: Comment): string {
  return `/t/${taskId}?as=${act.actor.id}${comment ? `#comment-${comment.id}` : ''}`;
}

function commentIn({ world, actor }: Act, req: Request): Comment {
  const comment = commentOf(world, pathId(req));
  visibleTask(world, actor, comment.taskId);
  return comment;
}

function typed({ world }: Act, req: Request): readonly Block[] {
  const blocks = typedBlocks(world, formText(req, 'text'));
  if (blocks.length === 0) throw undocumented(400, 'An empty comment cannot be posted');
  return blocks;
}

const Form = z.record(z.string(), z.string());

function formText(req: Request, name: string): string {
  return Form.safeParse(req.body).data?.[name] ?? '';
}

function pathId(req: Request): string {
  return String(req.params.id ?? '');
}

function someone(world: World, id: string): Person {
  return world.people.get(Number(id)) ?? notFound('person');
}

function notFound(what: string): never {
  throw undocumented(404, `There is no such ${what}`);
}
