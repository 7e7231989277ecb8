package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BundledLibraryTest {

  @TempDir Path temporary;

  private Path cache() {
    return temporary.resolve("cache");
  }

  private Path extracted(String name) {
    return cache().resolve("release-1").resolve(name);
  }

  private void assertExtracted(List<Path> paths) throws IOException {
    assertThat(paths).containsExactly(extracted(Bundles.LARGE), extracted(Bundles.SMALL));
    for (Path path : paths) {
      assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(path).hasBinaryContent(bytes(path.getFileName().toString()));
    }
    assertNothingElseIsThere();
  }

  private static byte[] bytes(String name) {
    byte[] bytes = Bundles.files().get(name);
    assertThat(bytes).as("a file of the bundle").isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }

  private void assertNothingElseIsThere() throws IOException {
    try (var files = Files.walk(cache())) {
      assertThat(files.filter(Files::isRegularFile))
          .isSubsetOf(extracted(Bundles.LARGE), extracted(Bundles.SMALL));
    }
  }

  @Test
  void files_are_extracted_in_load_order() throws IOException {
    assertExtracted(Bundles.bundle().extract(cache()));
  }

  @Test
  void the_folders_are_the_owners_alone() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(temporary).supportsFileAttributeView("posix"),
        "this file system has no POSIX modes");
    Bundles.bundle().extract(cache());

    for (Path folder : List.of(cache(), cache().resolve("release-1"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void what_is_right_already_is_not_written_again() throws IOException {
    Bundles.bundle().extract(cache());
    var long_ago = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
    Files.setLastModifiedTime(extracted(Bundles.LARGE), long_ago);
    Object before = identity(extracted(Bundles.LARGE));

    Bundles.bundle().extract(cache());

    assertThat(identity(extracted(Bundles.LARGE))).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(extracted(Bundles.LARGE))).isEqualTo(long_ago);
  }

  /// The file's inode where there are such things.
  private static Object identity(Path path) throws IOException {
    return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }

  @Test
  void a_corrupted_file_is_replaced_not_loaded() throws IOException {
    Bundles.bundle().extract(cache());
    byte[] flipped = bytes(Bundles.LARGE).clone();
    flipped[flipped.length / 2] ^= 1;
    Files.write(extracted(Bundles.LARGE), flipped);

    assertExtracted(Bundles.bundle().extract(cache()));
  }

  @Test
  void a_truncated_file_is_replaced_not_loaded() throws IOException {
    Bundles.bundle().extract(cache());
    byte[] all = bytes(Bundles.SMALL);
    Files.write(extracted(Bundles.SMALL), Arrays.copyOf(all, all.length - 1));

    assertExtracted(Bundles.bundle().extract(cache()));
  }

  @Test
  void a_link_is_replaced_even_when_it_leads_to_the_right_bytes() throws IOException {
    Bundles.bundle().extract(cache());
    // Today's bytes are right; whoever owns the target may change them between check and load.
    Path target = Files.write(temporary.resolve("target"), bytes(Bundles.SMALL));
    Files.delete(extracted(Bundles.SMALL));
    try {
      Files.createSymbolicLink(extracted(Bundles.SMALL), target);
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("no symbolic links here: " + e);
    }

    assertExtracted(Bundles.bundle().extract(cache()));
    assertThat(target).hasBinaryContent(bytes(Bundles.SMALL));
  }

  @Test
  void damaged_contents_are_an_error_and_leave_nothing_in_place() throws IOException {
    var contents = Bundles.files();
    byte[] flipped = bytes(Bundles.SMALL).clone();
    flipped[0] ^= 1;
    contents.put(Bundles.SMALL, flipped);

    assertThatThrownBy(() -> Bundles.bundle(contents).extract(cache()))
        .isInstanceOf(IOException.class)
        .hasMessage("libopenblas.so.0: damaged in this jar");
    assertThat(extracted(Bundles.SMALL)).doesNotExist();
    assertNothingElseIsThere();
  }

  @Test
  void missing_contents_are_an_error_and_leave_nothing_in_place() throws IOException {
    var contents = Bundles.files();
    contents.remove(Bundles.SMALL);

    assertThatThrownBy(() -> Bundles.bundle(contents).extract(cache()))
        .isInstanceOf(IOException.class)
        .hasMessage("libopenblas.so.0: not in this jar");
    assertThat(extracted(Bundles.SMALL)).doesNotExist();
    assertNothingElseIsThere();
  }

  @Test
  void leftovers_of_killed_processes_are_removed_after_an_hour() throws IOException {
    Path folder = Files.createDirectories(cache().resolve("release-1"));
    Path old = Files.createFile(folder.resolve("libfirst.so.1.123.tmp"));
    Path young = Files.createFile(folder.resolve("libfirst.so.1.456.tmp"));
    Path other = Files.createFile(folder.resolve("notes.txt"));
    for (Path path : List.of(old, other)) {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
    }
    Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofMinutes(59))));

    Bundles.bundle().extract(cache());

    assertThat(old).doesNotExist();
    assertThat(young).exists(); // may be another process's that is still writing
    assertThat(other).exists();
  }

  @Test
  @Timeout(30)
  void threads_that_extract_at_once_all_get_the_right_files() throws Exception {
    int threads = 16;
    // Several rounds: what happens at the same moment differs from round to round.
    for (int round = 0; round < 10; round++) {
      Path cache = temporary.resolve("cache-" + round);
      var start = new CyclicBarrier(threads);
      var results = new ArrayList<Future<List<Path>>>();
      try (var pool = Executors.newFixedThreadPool(threads)) {
        for (int i = 0; i < threads; i++) {
          results.add(
              pool.submit(() -> {
                start.await();
                return Bundles.bundle().extract(cache);
              }));
        }
      }
      for (Future<List<Path>> result : results) {
        for (Path path : result.get()) {
          assertThat(path).hasBinaryContent(bytes(path.getFileName().toString()));
        }
      }
      try (var files = Files.list(cache.resolve("release-1"))) {
        assertThat(files).hasSize(2);
      }
    }
  }

  @Test
  @Timeout(60)
  void processes_that_extract_at_once_all_get_the_right_files() throws Exception {
    var children = new ArrayList<ChildJvm>();
    for (int i = 0; i < 4; i++) {
      children.add(ChildJvm.start(List.of(), ExtractingProcess.class, cache().toString()));
    }

    String checksums =
        Bundles.sha256(bytes(Bundles.LARGE))
            + System.lineSeparator()
            + Bundles.sha256(bytes(Bundles.SMALL));
    for (ChildJvm child : children) {
      assertThat(child.await()).isEqualTo(new ChildJvm.Outcome(0, checksums));
    }
    assertNothingElseIsThere();
  }
}
