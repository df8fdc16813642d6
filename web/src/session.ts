// Who is reading: nobody in particular, or a coder who signed in.
import {ask, at, remember_csrf} from './api';
import type {Meta, Session} from './api';
import {signal, useSignal} from './signal';

const nobody: Session = {user: null, role: 'reader', csrf: null};
export const session = signal<Session>(nobody);
export const meta = signal<Meta | null>(null);
export const useSession = () => useSignal(session);
export const useMeta = () => useSignal(meta);
export const may_review = (who: Session) => who.role !== 'reader';

function enter(now: Session) {
  remember_csrf(now.csrf);
  session.set(now);
}

export async function start() {
  meta.set(await ask<Meta>(at('meta')));
  if (meta.get()?.reviewing) enter(await ask<Session>(at('session')));
}

export async function sign_in(user: string, password: string) {
  enter(await ask<Session>(at('session'), {method: 'POST', body: {user, password}}));
}

export async function sign_out() {
  await ask(at('session'), {method: 'DELETE'});
  enter(nobody);
}
