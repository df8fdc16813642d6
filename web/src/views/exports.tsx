// Files to take away, as far as the reader's role allows.
import {at, useAnswer} from '../api';
import {t} from '../i18n';
import {label} from '../labels';
import {Busy, Problem} from '../parts/basic';

interface File { name: string; href: string; media_type: string; profile: string; description: string }
interface Links { items: File[] }

// In the language of the page; of a file that the page does not know, as the server has it.
const described = ({name, profile, description}: File) => {
  const key = `${name}.${profile}`;
  const words = label('export', key);
  return words === key ? <bdi lang="en">{description}</bdi> : words;
};

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
          <li key={one.href} class="card"><h2><a href={one.href} download><bdi>{one.name}</bdi></a></h2><p>{described(one)}</p><p class="note"><bdi dir="ltr">{one.media_type}</bdi> · {t('profile')}: {label('profile', one.profile)}</p></li>
        ))}
      </ul>
    </div>
  );
}
