package lockstep.nn.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  @Test
  void files_come_out_as_they_went_in() throws IOException {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    Map<String, byte[]> files =
        files(
            Archives.tar(
                Archives.folder("set"),
                Archives.file("set/a.txt", HELLO),
                Archives.file("set/deep/b.bin", large),
                Archives.file("set/empty", new byte[0])));
    assertThat(files).containsOnlyKeys("a.txt", "deep/b.bin", "empty");
    assertThat(files.get("a.txt")).isEqualTo(HELLO);
    assertThat(files.get("deep/b.bin")).isEqualTo(large);
    assertThat(files.get("empty")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set/../../a",
        "/set/a",
        "set//a",
        "set/./a",
        "set\\a",
        "set/a:b",
        "set/\u0001",
        "..",
        ""
      })
  void names_that_might_lead_elsewhere_are_refused(String name) {
    assertThatThrownBy(() -> files(Archives.tar(Archives.file(name, HELLO))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("some.tar.gz: expected names of letters, digits, dots and dashes");
  }

  @Test
  void entries_outside_the_folder_are_refused() {
    assertThatThrownBy(() -> files(Archives.tar(Archives.file("other/a", HELLO))))
        .hasMessage(
            "some.tar.gz: expected entries in set, got other/a (entry at byte 0 of the unpacked"
                + " archive). Delete it and fetch it again.");
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '2', '3', '6', 'L', 'x', 'S'})
  void links_and_devices_are_refused(char kind) {
    assertThatThrownBy(() -> files(Archives.tar(Archives.entry("set/a", kind, 0, new byte[0]))))
        .hasMessageContaining("expected files and folders, got kind " + (int) kind);
  }

  @Test
  void more_than_is_allowed_is_refused_before_it_is_written() {
    byte[] first = Archives.file("set/a", new byte[600]);
    byte[] second = Archives.entry("set/b", '0', 401, new byte[401]);
    assertThatThrownBy(() -> files(Archives.tar(first, second)))
        .hasMessageContaining("expected at most 400 more bytes, got 401 for set/b (entry at byte");
  }

  @Test
  void a_damaged_header_is_noticed() {
    byte[] archive = Archives.tar(Archives.file("set/a", HELLO));
    archive[4] ^= 1;
    assertThatThrownBy(() -> files(archive)).hasMessageContaining("expected a header that sums to");
  }

  @Test
  void an_archive_without_an_end_is_refused() {
    assertThatThrownBy(() -> files(Archives.file("set/a", HELLO)))
        .hasMessageContaining("expected a block of 512 bytes, got the end after 0");
  }

  private static Map<String, byte[]> files(byte[] archive) throws IOException {
    var written = new TreeMap<String, ByteArrayOutputStream>();
    Tar.read(
        new ByteArrayInputStream(archive),
        "some.tar.gz",
        "set",
        archive.length > 10_000 ? 200_000 : 1_000,
        path -> {
          var out = new ByteArrayOutputStream();
          written.put(String.join("/", path), out);
          return out;
        });
    var files = new TreeMap<String, byte[]>();
    written.forEach((name, out) -> files.put(name, out.toByteArray()));
    return files;
  }
}
