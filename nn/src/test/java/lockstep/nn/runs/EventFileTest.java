package lockstep.nn.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  @TempDir private Path folder;

  private static SequencedMap<String, Double> two(double loss) {
    var values = new LinkedHashMap<String, Double>();
    values.put("loss", loss);
    values.put("accuracy", 0.5);
    return values;
  }

  private Path write(long from, long to) throws IOException {
    try (EventFile events = EventFile.open(folder, from - 1, () -> 2e9)) {
      for (long step = from; step <= to; step++) {
        events.scalars(step, two(1.0 / step));
      }
    }
    return folder.resolve(EventFile.NAME);
  }

  @Test
  void another_reader_finds_points_and_texts() throws IOException {
    try (EventFile events = EventFile.open(folder, 0)) {
      events.text(0, "config", "größe: 1\n" + "x".repeat(1000));
      events.scalars(1, two(0.25));
      events.scalars(300_000_000_000L, two(Double.NaN));
      events.scalars(2, new LinkedHashMap<>());
    }
    Events read = Events.read(folder.resolve(EventFile.NAME));
    assertThat(read.versions()).containsExactly("brain.Event:2");
    assertThat(read.scalars())
        .containsExactly(
            new Events.Scalar(1, "loss", 0.25f),
            new Events.Scalar(1, "accuracy", 0.5f),
            new Events.Scalar(300_000_000_000L, "loss", Float.NaN),
            new Events.Scalar(300_000_000_000L, "accuracy", 0.5f));
    assertThat(read.notes())
        .containsExactly(new Events.Note(0, "config", "text", "größe: 1\n" + "x".repeat(1000)));
  }

  @Test
  void a_file_cut_anywhere_goes_on_as_if_it_had_not_been() throws IOException {
    byte[] whole = Files.readAllBytes(write(1, 6));
    byte[] begun = Files.readAllBytes(writeAnew(1, 3));
    for (int length = begun.length; length < whole.length; length += 5) {
      Files.write(folder.resolve(EventFile.NAME), Arrays.copyOf(whole, length));
      assertThat(Files.readAllBytes(write(4, 6))).as("%d bytes", length).isEqualTo(whole);
    }
  }

  private Path writeAnew(long from, long to) throws IOException {
    Files.delete(folder.resolve(EventFile.NAME));
    return write(from, to);
  }

  @Test
  void damage_ends_what_is_kept() throws IOException {
    byte[] whole = Files.readAllBytes(write(1, 6));
    for (int at = 0; at < whole.length; at += 3) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(folder.resolve(EventFile.NAME), damaged);
      Events read = Events.read(write(7, 7));
      assertThat(read.versions()).hasSize(1);
      assertThat(read.scalars()).hasSizeBetween(2, 12);
    }
  }

  @Test
  void checksums_are_masked_as_the_format_says() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32C();
    crc.update(digits);
    assertThat(crc.getValue()).isEqualTo(0xe3069283L);
    assertThat(EventFile.masked(ByteBuffer.wrap(digits)))
        .isEqualTo(((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8);
  }
}
