/// Recordings: WAV files, folders of them, and what turns a recording into numbers.
///
/// ```
/// Sound    ▼ Mono, Resample, TrimSilence, FixLength …     a recording, still
/// Sound    ▼ Stft, MelSpectrogram, Mfcc, Waveform         [frames, bands] or [frames, bands, 1]
/// Numbers  ▼ StandardiseBands                             what a network takes
/// ```
@NullMarked
package lockstep.nn.data.sound;

import org.jspecify.annotations.NullMarked;
