import type { Sound } from '../model/screen.ts';

/** The two notes of the chime, Hz, falling as a doorbell does, and when each begins, seconds. */
const NOTES = [
	[659.3, 0],
	[523.3, 0.38]
] as const;
/** A note dies away in so many seconds; the voice begins when the second one has nearly gone, milliseconds. */
const FADES = 1.6;
const VOICE_AFTER = 1_700;
/** Of full volume: a lounge is quiet. */
const VOLUME = 0.25;

/**
 * The sound of a lounge. Browsers make none before somebody pressed a key or touched the glass; until then it
 * is `blocked`, and the desk is told so. Make one in a component. [DISP12]
 */
export class Speaker {
	state: 'none' | 'ready' | 'blocked' = $state('none');
	#audio: AudioContext | null = null;
	#sound: () => Sound;

	constructor(sound: () => Sound) {
		this.#sound = sound;
		$effect(() => {
			if (sound() === 'none' || typeof AudioContext === 'undefined') return;
			const audio = new AudioContext();
			const look = () => (this.state = audio.state === 'running' ? 'ready' : 'blocked');
			const unlock = () => void audio.resume();
			this.#audio = audio;
			audio.onstatechange = look;
			look();
			addEventListener('keydown', unlock);
			addEventListener('pointerdown', unlock);
			return () => {
				removeEventListener('keydown', unlock);
				removeEventListener('pointerdown', unlock);
				audio.onstatechange = null;
				this.#audio = null;
				this.state = 'none';
				void audio.close();
			};
		});
	}

	/** A chime, and where it is wanted a voice of the browser's that says `words`. */
	announce(words: string, language: string): void {
		if (this.state !== 'ready') return;
		this.#chime();
		if (this.#sound() !== 'voice' || !('speechSynthesis' in window)) return;
		const utterance = new SpeechSynthesisUtterance(words);
		utterance.lang = language;
		utterance.rate = 0.9;
		setTimeout(() => speechSynthesis.speak(utterance), VOICE_AFTER);
	}

	#chime(): void {
		const audio = this.#audio;
		if (!audio) return;
		for (const [frequency, after] of NOTES) {
			const from = audio.currentTime + after;
			const tone = audio.createOscillator();
			const loudness = audio.createGain();
			tone.frequency.value = frequency;
			loudness.gain.setValueAtTime(0, from);
			loudness.gain.linearRampToValueAtTime(VOLUME, from + 0.02);
			loudness.gain.exponentialRampToValueAtTime(0.001, from + FADES);
			tone.connect(loudness);
			loudness.connect(audio.destination);
			tone.start(from);
			tone.stop(from + FADES);
		}
	}
}
