package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a user reads when there is no OpenBLAS, and that whatever is wrong ends in such a sentence.
class AvailabilityTest {

  @TempDir Path temporary;

  private Availability.Absent absent(
      Map<String, String> properties, Map<String, String> environment) {
    var system = new SystemLibraries(List.of(temporary.resolve("none")), List.of("libopenblas.x"));
    Availability availability =
        new LibrarySearch(
                new Surroundings(properties, environment),
                BundledLibrary.none(),
                system,
                new NativeLoader())
            .run();
    assertThat(availability).isInstanceOf(Availability.Absent.class);
    return (Availability.Absent) availability;
  }

  @Test
  void the_sentence_says_what_was_tried_and_what_to_do() {
    var absent = absent(Map.of("os.name", "Linux", "os.arch", "amd64"), Map.of());

    assertThat(absent.sentence())
        .isEqualTo(
            "OpenBLAS not found. Tried: -Dlockstep.blas.path: unset; LOCKSTEP_BLAS_PATH: unset;"
                + " bundled library for linux-x86_64: not in this build; system: no libopenblas.x"
                + " in "
                + temporary.resolve("none")
                + ". Install libopenblas0 (Debian, Ubuntu) or openblas (Fedora), or set"
                + " -Dlockstep.blas.path to a libopenblas file. Until then the Java kernels compute"
                + " everything.");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, aarch64, Install libopenblas0",
    "Mac OS X, aarch64, Run `brew install openblas`",
    "Windows 11, amd64, Put libopenblas.dll on PATH",
  })
  void the_remedy_is_the_platforms(String os, String processor, String remedy) {
    assertThat(absent(Map.of("os.name", os, "os.arch", processor), Map.of()).remedy())
        .startsWith(remedy)
        .contains("-Dlockstep.blas.path");
  }

  static Stream<String> garbage() {
    return Stream.of("\0", "\n", "%s", "~", "-", "/", "x".repeat(100_000), "\uD800");
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void no_setting_is_bad_enough_to_throw(String garbage) {
    var properties = new HashMap<String, String>();
    for (String name :
        List.of("lockstep.blas.path", "user.home", "os.name", "os.arch", "lockstep.blas.bundled")) {
      properties.put(name, garbage);
    }
    var environment =
        Map.of("LOCKSTEP_BLAS_PATH", garbage, "LOCKSTEP_CACHE", garbage, "XDG_CACHE_HOME", garbage);

    var absent = absent(properties, environment);

    assertThat(absent.attempts()).hasSize(4);
    assertThat(absent.sentence()).startsWith("OpenBLAS not found. Tried: -Dlockstep.blas.path");
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void no_cache_folder_is_bad_enough_to_stop_the_next(String garbage) {
    // Of these only "/" names a folder that exists, and root would be allowed to close it to
    // others.
    String setting =
        garbage.equals("/") ? "/proc" : garbage.length() < 3 ? "\0" : "/proc/" + garbage;
    var surroundings =
        new Surroundings(
            Map.of("lockstep.cache", setting, "user.home", temporary.resolve("home").toString()),
            Map.of());
    Path expected = temporary.resolve("home/.cache/lockstep/release-1");

    new LibrarySearch(
            surroundings,
            Bundles.bundle(),
            new SystemLibraries(List.of(), List.of()),
            files -> {
              assertThat(files.getLast().getParent()).isEqualTo(expected);
              throw new UnusableLibraryException("enough");
            })
        .run();

    assertThat(expected).isDirectory();
  }

  @Test
  @Timeout(30)
  void a_process_that_denies_native_access_is_told_which_flag_allows_it() throws Exception {
    // A text file: whether the library is there must not matter.
    Path text = Files.writeString(temporary.resolve("text.so"), "no library");
    var outcome =
        ChildJvm.start(
                List.of(
                    "--illegal-native-access=deny",
                    "-Dlockstep.blas.bundled=false",
                    "-Dlockstep.blas.path=" + text),
                FindingProcess.class)
            .await();

    assertThat(outcome.output())
        .startsWith("OpenBLAS not found.")
        .contains("native access is denied; add --enable-native-access=");
    assertThat(outcome.result()).isZero();
  }

  @Test
  @Timeout(30)
  void a_process_with_a_setting_that_does_not_serve_still_finds_the_next() throws Exception {
    var here = Availability.find();
    var outcome =
        ChildJvm.start(
                List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dlockstep.blas.path=" + temporary.resolve("missing")),
                FindingProcess.class)
            .await();

    assertThat(outcome.output())
        .startsWith(here instanceof Availability.Present ? "present: " : "OpenBLAS not found.");
    assertThat(outcome.result()).isZero();
  }
}
