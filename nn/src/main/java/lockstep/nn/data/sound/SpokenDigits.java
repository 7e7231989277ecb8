package lockstep.nn.data.sound;

import java.nio.file.Path;

/// The free spoken digit data set: files `digit_speaker_index.wav` in one folder, in its official
/// split, by which each speaker's recordings 0 to 4 of a digit are the test.
///
/// @param train recordings from 5 on
/// @param test recordings 0 to 4
public record SpokenDigits(SoundFolder train, SoundFolder test) {

  private static final int TEST = 5;

  /// {@return those in a folder}
  ///
  /// @throws lockstep.nn.data.DataException if a WAV file has another name, or there is none
  public static SpokenDigits of(Path folder) {
    SoundFolder all = SoundFolder.named(folder, "{class}_{speaker}_{index}.wav");
    return new SpokenDigits(
        all.where("index", index -> !isTest(index)), all.where("index", SpokenDigits::isTest));
  }

  private static boolean isTest(String index) {
    return index.length() == 1 && index.charAt(0) >= '0' && index.charAt(0) < '0' + TEST;
  }
}
