package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheFolderTest {

  @TempDir Path temporary;

  private Path home() {
    return temporary.resolve("home");
  }

  private Path tmp() {
    return temporary.resolve("tmp");
  }

  private Surroundings surroundings(
      String os, Map<String, String> moreProperties, Map<String, String> environment) {
    var properties = new HashMap<String, String>();
    properties.put("os.name", os);
    properties.put("user.home", home().toString());
    properties.put("user.name", "ada");
    properties.put("java.io.tmpdir", tmp().toString());
    properties.putAll(moreProperties);
    return new Surroundings(properties, environment);
  }

  @Test
  void on_linux_the_users_cache_comes_before_the_temporary_folder() {
    assertThat(CacheFolder.candidates(surroundings("Linux", Map.of(), Map.of())))
        .containsExactly(home().resolve(".cache/lockstep"), tmp().resolve("lockstep-ada"));
  }

  @Test
  void on_linux_the_xdg_folder_takes_the_place_of_the_one_at_home() {
    Path xdg = temporary.resolve("xdg");

    assertThat(
            CacheFolder.candidates(
                surroundings("Linux", Map.of(), Map.of("XDG_CACHE_HOME", xdg.toString()))))
        .containsExactly(xdg.resolve("lockstep"), tmp().resolve("lockstep-ada"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative/path", "", " ", "\0"})
  void an_xdg_folder_that_the_standard_does_not_allow_is_ignored(String xdg) {
    assertThat(
            CacheFolder.candidates(surroundings("Linux", Map.of(), Map.of("XDG_CACHE_HOME", xdg))))
        .startsWith(home().resolve(".cache/lockstep"));
  }

  @Test
  void on_mac_it_is_the_library_folder_whatever_xdg_says() {
    assertThat(
            CacheFolder.candidates(
                surroundings("Mac OS X", Map.of(), Map.of("XDG_CACHE_HOME", temporary.toString()))))
        .containsExactly(home().resolve("Library/Caches/lockstep"), tmp().resolve("lockstep-ada"));
  }

  @Test
  void on_windows_it_is_the_local_application_data() {
    Path local = temporary.resolve("local");

    assertThat(
            CacheFolder.candidates(
                surroundings("Windows 11", Map.of(), Map.of("LOCALAPPDATA", local.toString()))))
        .containsExactly(local.resolve("lockstep"), tmp().resolve("lockstep-ada"));
    assertThat(CacheFolder.candidates(surroundings("Windows 11", Map.of(), Map.of())))
        .containsExactly(tmp().resolve("lockstep-ada"));
  }

  @Test
  void what_is_set_comes_first_and_the_property_before_the_variable() {
    Path property = temporary.resolve("property");
    Path variable = temporary.resolve("variable");
    var environment = Map.of("LOCKSTEP_CACHE", variable.toString());

    assertThat(
            CacheFolder.candidates(
                surroundings("Linux", Map.of("lockstep.cache", property.toString()), environment)))
        .containsExactly(
            property.resolve("lockstep"),
            home().resolve(".cache/lockstep"),
            tmp().resolve("lockstep-ada"));
    assertThat(CacheFolder.candidates(surroundings("Linux", Map.of(), environment)))
        .startsWith(variable.resolve("lockstep"));
  }

  @Test
  void a_relative_setting_is_made_absolute_because_libraries_load_by_absolute_path() {
    assertThat(
            CacheFolder.candidates(
                surroundings("Linux", Map.of("lockstep.cache", "some/where"), Map.of())))
        .startsWith(Path.of("some/where/lockstep").toAbsolutePath());
  }

  @Test
  void a_user_name_that_is_no_file_name_is_made_one() {
    assertThat(
            CacheFolder.candidates(
                surroundings("Linux", Map.of("user.name", "EXAMPLE\\ada/../x"), Map.of())))
        .endsWith(tmp().resolve("lockstep-EXAMPLE_ada_.._x"));
  }

  @Test
  void a_process_without_a_home_uses_the_temporary_folder() {
    assertThat(CacheFolder.candidates(surroundings("Linux", Map.of("user.home", "?"), Map.of())))
        .containsExactly(tmp().resolve("lockstep-ada"));
  }

  @Test
  void a_missing_folder_is_made_with_its_parents_and_left_empty() throws IOException {
    Path folder = temporary.resolve("a/b/c");

    CacheFolder.prepare(folder);
    CacheFolder.prepare(folder); // and again, as the next process does

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_file_is_refused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> CacheFolder.prepare(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": not a directory");
  }

  @Test
  void a_link_to_a_folder_is_refused() throws IOException {
    Path target = Files.createDirectory(temporary.resolve("target"));
    Path link = temporary.resolve("link");
    try {
      Files.createSymbolicLink(link, target);
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("no symbolic links here: " + e);
    }

    assertThatThrownBy(() -> CacheFolder.prepare(link))
        .isInstanceOf(IOException.class)
        .hasMessage(link + ": not a directory");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void a_folder_of_another_user_is_refused() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    try {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("only root can give a folder away: " + e);
    }

    assertThatThrownBy(() -> CacheFolder.prepare(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": belongs to nobody");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_folder_open_to_others_is_closed_to_them() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(temporary).supportsFileAttributeView("posix"),
        "this file system has no POSIX modes");
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));

    CacheFolder.prepare(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_folder_that_cannot_be_written_is_refused() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(temporary).supportsFileAttributeView("posix"),
        "this file system has no POSIX modes");
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    Assumptions.assumeFalse(Files.isWritable(folder), "root may write everywhere");

    assertThatThrownBy(() -> CacheFolder.prepare(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": not writable (AccessDenied)");
  }

  @Test
  void a_folder_that_cannot_be_made_is_refused() {
    // Not even root can make a folder there.
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc here");
    Path folder = Path.of("/proc/lockstep");

    assertThatThrownBy(() -> CacheFolder.prepare(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder + ": cannot be made (");
  }

  @Test
  void a_folder_below_a_file_is_refused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> CacheFolder.prepare(file.resolve("below")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.resolve("below").toString());
  }
}
