package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemLibrariesTest {

  @TempDir Path folder;

  private static SystemLibraries on(String os, String processor, Map<String, String> environment) {
    return SystemLibraries.of(
        new Surroundings(Map.of("os.name", os, "os.arch", processor), environment));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, LD_LIBRARY_PATH, libopenblas.so.0",
    "Linux, aarch64, LD_LIBRARY_PATH, libopenblas.so.0",
    "Linux, riscv64, LD_LIBRARY_PATH, libopenblas.so.0",
    "Mac OS X, aarch64, DYLD_LIBRARY_PATH, libopenblas.0.dylib",
    "Windows 11, amd64, PATH, libopenblas.dll",
    "Windows 11, amd64, Path, libopenblas.dll", // Windows ignores case and mostly has this
  })
  void the_search_path_of_the_platform_comes_first(
      String os, String processor, String variable, String name) throws IOException {
    Path library = Files.createFile(folder.resolve(name));
    String searchPath = folder.resolve("missing") + File.pathSeparator + folder;

    SystemLibraries libraries = on(os, processor, Map.of(variable, searchPath));

    assertThat(libraries.folders()).startsWith(folder.resolve("missing"), folder);
    assertThat(libraries.candidates()).startsWith(library);
  }

  @Test
  void elsewhere_than_on_windows_a_variable_is_spelt_as_it_is() {
    assertThat(on("Linux", "amd64", Map.of("ld_library_path", folder.toString())).folders())
        .doesNotContain(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, /usr/lib/x86_64-linux-gnu",
    "Linux, amd64, /usr/lib/x86_64-linux-gnu/openblas-pthread",
    "Linux, aarch64, /usr/lib/aarch64-linux-gnu",
    "Linux, amd64, /usr/lib64",
    "Linux, riscv64, /usr/lib",
    "Mac OS X, aarch64, /opt/homebrew/opt/openblas/lib",
    "Mac OS X, x86_64, /usr/local/opt/openblas/lib",
  })
  void the_usual_folders_are_searched(String os, String processor, String usual) {
    assertThat(on(os, processor, Map.of()).folders()).contains(Path.of(usual));
  }

  @Test
  void the_name_with_a_version_comes_before_the_one_without() throws IOException {
    Path plain = Files.createFile(folder.resolve("libopenblas.so"));
    Path versioned = Files.createFile(folder.resolve("libopenblas.so.0"));
    Files.createDirectory(folder.resolve("sub"));

    assertThat(on("Linux", "amd64", Map.of("LD_LIBRARY_PATH", folder.toString())).candidates())
        .startsWith(versioned, plain);
  }

  @Test
  void a_folder_of_the_name_of_a_library_is_none() throws IOException {
    Files.createDirectory(folder.resolve("libopenblas.so.0"));

    assertThat(on("Linux", "amd64", Map.of("LD_LIBRARY_PATH", folder.toString())).candidates())
        .noneMatch(path -> path.startsWith(folder));
  }

  @Test
  void a_search_path_full_of_garbage_does_no_harm() {
    String garbage = "\0" + File.pathSeparator + " " + File.pathSeparator + folder;

    assertThat(on("Linux", "amd64", Map.of("LD_LIBRARY_PATH", garbage)).folders())
        .startsWith(folder);
  }

  @Test
  void the_description_names_files_and_folders() {
    Path usual = Path.of("/usr/lib/x86_64-linux-gnu");

    assertThat(on("Linux", "amd64", Map.of("LD_LIBRARY_PATH", folder.toString())).description())
        .startsWith("libopenblas.so.0, libopenblas.so in " + folder + ", " + usual)
        .endsWith(Path.of("/usr/lib").toString());
  }
}
