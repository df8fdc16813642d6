// Try it: paste a text, see its claims at once. Nothing is stored.
import {useState} from 'preact/hooks';
import type {Coded} from '../api';
import {ask, at} from '../api';
import {t} from '../i18n';
import {Busy, Problem} from '../parts/basic';
import {Reader} from '../parts/reader';
import {useMeta} from '../session';

const limit = 100000;

export function Try() {
  const meta = useMeta();
  const [text, write] = useState('');
  const [published, set_published] = useState('');
  const [outlet, set_outlet] = useState('');
  const [coded, show] = useState<Coded | null>(null);
  const [chosen, choose] = useState('');
  const [busy, work] = useState(false);
  const [error, fail] = useState<Error | undefined>();
  if (meta && !meta.coding) return <p class="empty">{t('no_coding')}</p>;
  const submit = (event: Event) => {
    event.preventDefault();
    work(true);
    fail(undefined);
    const body = {text, ...(published && {published}), ...(outlet && {outlet})};
    ask<Coded>(at('code'), {method: 'POST', body}).then((answer) => { choose(''); show(answer); }, fail).finally(() => work(false));
  };
  const bytes = new Blob([text]).size;
  return (
    <div>
      <h1>{t('try_it')}</h1>
      <p class="note">{t('try_note')}</p>
      <form class="try" onSubmit={submit}>
        <label>{t('text')}<textarea dir="rtl" lang="ar" rows={6} required value={text} placeholder={t('try_placeholder')} onInput={(event) => write(event.currentTarget.value)} /></label>
        <div class="inline">
          <label>{t('published')}<input type="date" value={published} onChange={(event) => set_published(event.currentTarget.value)} /></label>
          <label>{t('outlet')}<input type="text" dir="auto" value={outlet} onInput={(event) => set_outlet(event.currentTarget.value)} /></label>
          <button type="submit" class="primary" disabled={busy || !text.trim() || bytes > limit}>{t('show_claims')}</button>
          {bytes > limit && <span class="warning" role="alert">{t('too_long')}</span>}
        </div>
      </form>
      <Problem error={error} />
      <Busy when={busy} />
      {coded && <Reader coded={coded} outlet={outlet} stored={false} chosen={chosen} choose={choose} />}
    </div>
  );
}
