// In which light this browser shows the pages: said quietly, at a page's foot.
import { useState } from 'react';
import { chooseLight, chosenLight, lights } from '../room/light';
import { lightWords as words } from '../words/light';

export function LightChoice() {
  const [light, setLight] = useState(chosenLight);
  return (
    <select
      aria-label={words.choice}
      value={light}
      onChange={({ target }) => {
        const chosen = lights.find((one) => one === target.value) ?? 'device';
        chooseLight(chosen);
        setLight(chosen);
      }}
      className="min-h-11 max-w-full cursor-pointer rounded-xl bg-transparent px-3 text-sm text-faded hover:bg-cloth hover:text-ink"
    >
      {lights.map((one) => (
        <option key={one} value={one} className="bg-table text-ink">
          {words.lights[one]}
        </option>
      ))}
    </select>
  );
}
