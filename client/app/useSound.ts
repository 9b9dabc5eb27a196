/** One tone for each new urgent outage, armed only after a gesture, muted until the next (rule L15). */

import { useCallback, useRef, useState } from 'react';
import { usePreference } from '../live/usePreferences.ts';

export type Sound = { readonly state: 'off' | 'armed' | 'muted'; toggle(): void; mute(): void; alarm(): void };

function play(context: AudioContext): void {
  const start = context.currentTime;
  const volume = context.createGain();
  volume.connect(context.destination);
  volume.gain.setValueAtTime(0, start);
  for (const [at, pitch] of [
    [0, 880],
    [0.18, 660],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(start + at);
    tone.stop(start + at + 0.15);
  }
  volume.gain.linearRampToValueAtTime(0.2, start + 0.02);
  volume.gain.linearRampToValueAtTime(0, start + 0.36);
}

export function useSound(): Sound {
  const [wanted, setWanted] = usePreference('sound');
  const [muted, setMuted] = useState(false);
  const context = useRef<AudioContext>(null);
  // Browsers forbid sound before a gesture: after a reload the wish is kept, but the state says off until the next press.
  const [armed, setArmed] = useState(false);
  const toggle = useCallback(() => {
    if (armed) {
      setArmed(false);
      setWanted(false);
      return;
    }
    context.current ??= new AudioContext();
    void context.current.resume();
    play(context.current);
    setArmed(true);
    setMuted(false);
    if (!wanted) setWanted(true);
  }, [armed, wanted, setWanted]);
  const mute = useCallback(() => setMuted(true), []);
  const alarm = useCallback(() => {
    setMuted(false);
    if (armed && context.current) play(context.current);
  }, [armed]);
  return { state: !armed ? 'off' : muted ? 'muted' : 'armed', toggle, mute, alarm };
}
