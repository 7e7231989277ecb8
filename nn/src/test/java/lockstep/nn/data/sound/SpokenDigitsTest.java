package lockstep.nn.data.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.SharedData;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real recordings.
class SpokenDigitsTest {

  private static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
      byte[] header = in.readNBytes(512);
      while (header.length == 512 && header[0] != 0) {
        String name = new String(header, 0, 100, StandardCharsets.US_ASCII).trim();
        String octal = new String(header, 124, 12, StandardCharsets.US_ASCII).trim();
        int size = Integer.parseInt(octal.replace("\0", ""), 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((512 - size % 512) % 512);
        if (header[156] == '0') {
          Files.write(folder.resolve(Path.of(name.replace("\0", "")).getFileName()), content);
        }
        header = in.readNBytes(512);
      }
    }
  }

  @Test
  void the_official_split_has_200_recordings_to_test_and_1800_to_train(@TempDir Path folder)
      throws IOException {
    unpack(SharedData.of("audio/fsdd-4speakers.tar.gz"), folder);
    SpokenDigits digits = SpokenDigits.of(folder);
    assertThat(digits.train().size()).isEqualTo(1800);
    assertThat(digits.test().size()).isEqualTo(200);
    assertThat(digits.train().labels())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(digits.test().parts("speaker").stream().distinct())
        .containsExactly("george", "jackson", "nicolas", "theo");
    int[] counts = new int[10];
    for (int i = 0; i < 200; i++) {
      assertThat(((Sound) digits.test().get(i).input()).rate()).isEqualTo(8000);
      counts[((Tokens) digits.test().get(i).target()).values()[0]]++;
    }
    assertThat(counts).containsOnly(20);

    var preparation =
        Preparation.of(new FixLength(6000, Place.CENTRE), new MelSpectrogram(8000, 256, 128, 40));
    var standardise = StandardiseBands.fit(digits.test(), preparation.input());
    var prepared = (Numbers) preparation.then(standardise).input(digits.train().get(0).input());
    assertThat(prepared.shape()).isEqualTo(Shape.of(45, 40, 1));

    SoundReport report = SoundReport.of(digits.train());
    System.out.println(report.text());
    assertThat(report.broken()).isEmpty();
    assertThat(report.files()).isEqualTo(1800);
  }
}
