// Files to take away, as far as the reader's role allows.
import {at, useAnswer} from '../api';
import {t} from '../i18n';
import {label} from '../labels';
import {Busy, Problem} from '../parts/basic';

interface Links { items: {name: string; href: string; media_type: string; profile: string; description: string}[] }

export function Exports() {
  const {value, error, busy, again} = useAnswer<Links>(at('exports'));
  return (
    <div>
      <h1>{t('exports')}</h1>
      <p class="note">{t('exports_note')}</p>
      <Problem error={error} again={again} />
      <Busy when={busy && !value} />
      <ul class="exports">
        {value?.items.map((one) => (
          <li key={one.href} class="card"><h2><a href={one.href} download><bdi>{one.name}</bdi></a></h2><p><bdi lang="en">{one.description}</bdi></p><p class="note"><bdi dir="ltr">{one.media_type}</bdi> · {t('profile')}: {label('profile', one.profile)}</p></li>
        ))}
      </ul>
    </div>
  );
}
