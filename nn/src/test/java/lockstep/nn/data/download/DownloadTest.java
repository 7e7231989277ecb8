package lockstep.nn.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.download.LocalServer.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] CONTENT = random(300_001);

  @TempDir Path cache;

  @Test
  void who_may_not_write_at_home_keeps_data_with_temporary_files() throws IOException {
    Path home = Files.createDirectories(cache.resolve("home"));
    Path kept = home.resolve(".cache/lockstep/data");
    assertThat(Download.cache(home.toString(), "/tmp")).isEqualTo(kept);
    assertThat(Download.cache(null, "/tmp")).isEqualTo(Path.of("/tmp/lockstep/data"));
    assertThat(Download.cache(home.resolve("absent").toString(), "/tmp"))
        .isEqualTo(Path.of("/tmp/lockstep/data"));
    // A file in the way is the refusal that even root gets.
    Path file = Files.writeString(cache.resolve("file"), "");
    assertThat(Download.cache(file.toString(), "/tmp")).isEqualTo(Path.of("/tmp/lockstep/data"));
  }

  @Test
  void a_file_comes_whole_and_is_not_fetched_again() throws IOException {
    try (var server = LocalServer.of(CONTENT, Fault.NONE)) {
      var told = new ArrayList<Long>();
      Path folder =
          Download.fetch(
              published(server), cache, (_, received, _) -> told.add(received), PATIENCE);
      assertThat(folder).isEqualTo(cache.resolve("set").toAbsolutePath());
      assertThat(folder.resolve("data.bin")).hasBinaryContent(CONTENT);
      assertThat(folder.resolve("data.bin.part")).doesNotExist();
      assertThat(told).isSorted().last().isEqualTo((long) CONTENT.length);
      fetch(server);
      assertThat(server.ranges()).containsExactly("all");
    }
  }

  @Test
  void what_broke_off_goes_on_where_it_ended() throws IOException {
    leave(Arrays.copyOf(CONTENT, 100_000));
    try (var server = LocalServer.of(CONTENT, Fault.NONE)) {
      assertThat(fetch(server)).hasBinaryContent(CONTENT);
      assertThat(server.ranges()).containsExactly("bytes=100000-");
    }
  }

  @Test
  void a_server_that_hangs_up_is_asked_for_the_rest() throws IOException {
    try (var hanging = LocalServer.of(CONTENT, Fault.HANGS_UP);
        var whole = LocalServer.of(CONTENT, Fault.NONE)) {
      assertThat(fetch(hanging, whole)).hasBinaryContent(CONTENT);
      assertThat(whole.ranges()).singleElement().asString().startsWith("bytes=");
    }
  }

  @Test
  void a_server_that_falls_silent_is_left() throws IOException {
    try (var silent = LocalServer.of(CONTENT, Fault.FALLS_SILENT);
        var whole = LocalServer.of(CONTENT, Fault.NONE)) {
      Published data = published(silent, whole);
      Path folder = Download.fetch(data, cache, Progress.SILENT, Duration.ofMillis(500));
      assertThat(folder.resolve("data.bin")).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void a_server_without_ranges_sends_all_again() throws IOException {
    leave(Arrays.copyOf(CONTENT, 100_000));
    try (var server = LocalServer.of(CONTENT, Fault.NO_RANGES)) {
      assertThat(fetch(server)).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void a_wrong_beginning_is_noticed_at_the_end_and_all_is_fetched_again() throws IOException {
    leave(random(1_000));
    try (var server = LocalServer.of(CONTENT, Fault.NONE)) {
      byte[] other = CONTENT.clone();
      other[5] ^= 1;
      leave(Arrays.copyOf(other, 1_000));
      assertThat(fetch(server)).hasBinaryContent(CONTENT);
      assertThat(server.ranges()).containsExactly("bytes=1000-", "all");
    }
  }

  @Test
  void a_part_that_is_longer_than_the_file_is_thrown_away() throws IOException {
    leave(random(CONTENT.length + 1));
    try (var server = LocalServer.of(CONTENT, Fault.NONE)) {
      assertThat(fetch(server)).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void a_corrupted_file_is_refused_and_removed() throws IOException {
    try (var server = LocalServer.of(CONTENT, Fault.CORRUPTS)) {
      assertThatThrownBy(() -> fetch(server))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("data.bin: expected it at one of its mirrors")
          .hasMessageContaining("instead of " + sha256(CONTENT));
      assertThat(server.ranges()).containsExactly("all");
      assertThat(cache.resolve("set/data.bin")).doesNotExist();
      assertThat(cache.resolve("set/data.bin.part")).doesNotExist();
    }
  }

  @Test
  void a_corrupting_mirror_gives_way_to_the_next() throws IOException {
    try (var corrupting = LocalServer.of(CONTENT, Fault.CORRUPTS);
        var whole = LocalServer.of(CONTENT, Fault.NONE)) {
      assertThat(fetch(corrupting, whole)).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void a_file_put_by_hand_is_checked_and_replaced_if_it_is_another() throws IOException {
    Path byHand = Files.createDirectories(cache.resolve("set")).resolve("data.bin");
    byte[] other = CONTENT.clone();
    other[0] ^= 1;
    Files.write(byHand, other);
    try (var server = LocalServer.of(CONTENT, Fault.NONE)) {
      assertThat(fetch(server)).hasBinaryContent(CONTENT);
      assertThat(server.ranges()).hasSize(1);
    }
  }

  @Test
  void offline_one_sentence_says_what_was_tried_and_where_to_put_the_files() throws IOException {
    URI gone;
    try (var server = LocalServer.of(CONTENT, Fault.NONE)) {
      gone = server.address();
    }
    Published data = published(List.of(gone), CONTENT, new Packing.Plain());
    assertThatThrownBy(() -> Download.fetch(data, cache, Progress.SILENT, PATIENCE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.bin: expected it at one of its mirrors, got 127.0.0.1: no connection. Try "
                + "again when the network is there, or put data.bin by hand into "
                + cache.resolve("set").toAbsolutePath()
                + ".");
  }

  @Test
  void answers_that_are_not_the_file_are_refused_before_anything_is_written() throws IOException {
    try (var absent = LocalServer.of(CONTENT, Fault.NOT_FOUND);
        var page = LocalServer.of(CONTENT, Fault.PAGE)) {
      assertThatThrownBy(() -> fetch(absent, page))
          .hasMessageContaining("127.0.0.1: status 404; 127.0.0.1: 22 bytes instead of 300001.");
      assertThat(cache.resolve("set/data.bin.part")).doesNotExist();
    }
  }

  @Test
  void programs_that_ask_at_once_fetch_once() throws IOException {
    try (var server = LocalServer.of(CONTENT, Fault.NONE)) {
      IntStream.range(0, 4).parallel().forEach(_ -> fetch(server));
      assertThat(server.ranges()).containsExactly("all");
    }
  }

  @Test
  void an_archive_is_unpacked_once() throws IOException {
    byte[] archive =
        Archives.gzip(
            Archives.tar(Archives.file("inner/a.bin", CONTENT), Archives.folder("inner")));
    try (var server = LocalServer.of(archive, Fault.NONE)) {
      Published data = published(List.of(server.address()), archive, new Packing.TarGz("inner"));
      Path folder = Download.fetch(data, cache, Progress.SILENT, PATIENCE);
      assertThat(folder.resolve("inner/a.bin")).hasBinaryContent(CONTENT);
      assertThat(folder.resolve("inner.part")).doesNotExist();
      Files.delete(folder.resolve("data.bin"));
      Download.fetch(data, cache, Progress.SILENT, PATIENCE);
      assertThat(server.ranges()).containsExactly("all");
    }
  }

  @Test
  void an_archive_that_cannot_be_unpacked_leaves_nothing() throws IOException {
    byte[] cut = Archives.gzip(Archives.tar(Archives.file("inner/a.bin", CONTENT)));
    byte[] archive = Arrays.copyOf(cut, cut.length / 2);
    try (var server = LocalServer.of(archive, Fault.NONE)) {
      Published data = published(List.of(server.address()), archive, new Packing.TarGz("inner"));
      assertThatThrownBy(() -> Download.fetch(data, cache, Progress.SILENT, PATIENCE))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("data.bin: expected gzip");
      assertThat(cache.resolve("set/inner")).doesNotExist();
      assertThat(cache.resolve("set/inner.part")).doesNotExist();
    }
  }

  @Test
  void the_public_sets_are_known_by_name() {
    assertThat(Published.all())
        .extracting(Published::name)
        .containsExactly("mnist", "fashion-mnist", "cifar10");
    assertThat(Published.named("cifar10")).isEqualTo(Published.cifar10());
    assertThatThrownBy(() -> Published.named("imagenet"))
        .hasMessage("data: expected mnist, fashion-mnist, cifar10, got imagenet.");
    assertThat(Published.all().stream().flatMap(set -> set.files().stream()))
        .allSatisfy(file ->
            assertThat(file.mirrors())
                .hasSizeGreaterThan(1)
                .allMatch(mirror -> mirror.getScheme().equals("https")));
  }

  @Test
  void names_do_not_lead_elsewhere() {
    assertThatThrownBy(() -> new Published("../set", List.of()))
        .hasMessage("Published.name: expected letters, digits, dots and dashes, got ../set.");
  }

  private void leave(byte[] part) throws IOException {
    Path folder = Files.createDirectories(cache.resolve("set"));
    Files.write(folder.resolve("data.bin.part"), part);
  }

  private Path fetch(LocalServer... servers) {
    return Download.fetch(published(servers), cache, Progress.SILENT, PATIENCE).resolve("data.bin");
  }

  private static Published published(LocalServer... servers) {
    List<URI> mirrors = Stream.of(servers).map(LocalServer::address).toList();
    return published(mirrors, CONTENT, new Packing.Plain());
  }

  private static Published published(List<URI> mirrors, byte[] content, Packing packing) {
    return new Published(
        "set",
        List.of(new RemoteFile("data.bin", content.length, sha256(content), mirrors, packing)));
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new SplittableRandom(count).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
