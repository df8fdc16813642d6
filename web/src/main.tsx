// The page: a head with the views and the switches of language and light, and the view that the address names.
import {render} from 'preact';
import type {ComponentChildren} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {apply_language, language, t, useLanguage} from './i18n';
import {Problem} from './parts/basic';
import type {Route} from './route';
import {enter_by_path, useRoute} from './route';
import {sign_out, start, useMeta, useSession} from './session';
import './style.css';
import type {TextKey} from './texts';
import {apply_theme, next_theme, useTheme} from './theme';
import {Disputes} from './views/disputes';
import {Exports} from './views/exports';
import {IncidentSheet} from './views/incident';
import {Incidents} from './views/incidents';
import {Place} from './views/place';
import {Report, Reports} from './views/report';
import {Review} from './views/review';
import {Source, Sources} from './views/source';
import {Try} from './views/try';

const views: {at: string; title: TextKey; in_head: boolean; view: (props: {route: Route}) => ComponentChildren}[] = [
  {at: '', title: 'incidents', in_head: true, view: Incidents},
  {at: 'incident', title: 'incident', in_head: false, view: IncidentSheet},
  {at: 'disputes', title: 'disputes', in_head: true, view: Disputes},
  {at: 'reports', title: 'reports', in_head: true, view: Reports},
  {at: 'report', title: 'report', in_head: false, view: Report},
  {at: 'sources', title: 'sources', in_head: true, view: Sources},
  {at: 'source', title: 'source', in_head: false, view: Source},
  {at: 'place', title: 'place', in_head: false, view: Place},
  {at: 'try', title: 'try_it', in_head: true, view: Try},
  {at: 'review', title: 'review', in_head: true, view: Review},
  {at: 'exports', title: 'exports', in_head: true, view: Exports},
];

function Head({here}: {here: string}) {
  const who = useSession();
  const theme = useTheme();
  const meta = useMeta();
  const other = language.get() === 'ar' ? 'en' : 'ar';
  const wanted = (view: string) => (view !== 'try' || meta?.coding !== false) && (view !== 'review' || meta?.reviewing !== false);
  return (
    <header class="head">
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>{t('skip')}</a>
      <a class="brand" href="#/"><bdi lang="ar">إسناد</bdi> <span lang="en">isnad</span></a>
      <nav aria-label={t('views')}>
        {views.filter((one) => one.in_head && wanted(one.at)).map((one) => <a key={one.at} href={`#/${one.at}`} aria-current={one.at === here ? 'page' : undefined}>{t(one.title)}</a>)}
      </nav>
      <div class="switches">
        {who.user && <button type="button" onClick={() => void sign_out()}><bdi>{who.user}</bdi> · {t('sign_out')}</button>}
        <button type="button" onClick={next_theme} aria-label={t(theme === 'dark' ? 'light' : 'dark')} title={t(theme === 'dark' ? 'light' : 'dark')}><span aria-hidden="true">{theme === 'dark' ? '☀' : '☾'}</span></button>
        <button type="button" lang={other} onClick={() => { language.set(other); apply_language(); }}>{other === 'ar' ? 'العربية' : 'English'}</button>
      </div>
    </header>
  );
}

function Page() {
  const route = useRoute();
  useLanguage();
  const [error, fail] = useState<Error | undefined>();
  const here = route.path[0] ?? '';
  const found = views.find((one) => one.at === here);
  const main = useRef<HTMLElement>(null);
  const key = route.path.join('/');
  const first = useRef(true);
  useEffect(() => void start().catch(fail), []);
  useEffect(() => {
    document.title = `${found ? t(found.title) : ''} · isnad`;
    if (!first.current) {
      scrollTo(0, 0);
      main.current?.focus({preventScroll: true});
    }
    first.current = false;
  }, [key]);
  const View = found?.view;
  return (
    <>
      <Head here={here} />
      <main id="main" tabIndex={-1} ref={main}>
        <Problem error={error} again={() => start().then(() => fail(undefined), fail)} />
        {View ? <View key={key} route={route} /> : <p class="empty">{t('no_such_view')}</p>}
      </main>
    </>
  );
}

enter_by_path();
apply_language();
apply_theme();
render(<Page />, document.getElementById('app')!);
