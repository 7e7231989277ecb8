package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order of the search and what it records, on machines that are made up.
class LibrarySearchTest {

  @TempDir Path temporary;

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  /// Which file the loader is asked for, in order; the last of each list.
  private final List<Path> asked = new ArrayList<>();

  /// Which files the loader takes.
  private Predicate<Path> loads = _ -> true;

  private boolean staysLoaded;

  private BundledLibrary bundle = Bundles.bundle();

  @BeforeEach
  void standOnLinux() {
    properties.put("os.name", "Linux");
    properties.put("os.arch", "amd64");
    properties.put("user.home", temporary.resolve("home").toString());
    properties.put("user.name", "ada");
    properties.put("java.io.tmpdir", temporary.resolve("tmp").toString());
  }

  private Availability search() {
    return search(files -> {
      asked.add(files.getLast());
      if (!loads.test(files.getLast())) {
        if (staysLoaded) {
          throw UnusableLibraryException.afterLoading("no OpenBLAS");
        }
        throw new UnusableLibraryException("noexec");
      }
      return Loaded.openBlas();
    });
  }

  private Availability search(LibrarySearch.Loader loader) {
    var system = new SystemLibraries(List.of(systemFolder()), List.of("libopenblas.so.0"));
    return new LibrarySearch(new Surroundings(properties, environment), bundle, system, loader)
        .run();
  }

  private Path systemFolder() {
    return temporary.resolve("system");
  }

  private Path systemLibrary() throws IOException {
    Files.createDirectories(systemFolder());
    return library("system/libopenblas.so.0");
  }

  private Path library(String name) throws IOException {
    return Files.writeString(temporary.resolve(name), "no library");
  }

  private Path firstCache() {
    return temporary.resolve("home/.cache/lockstep/release-1/libopenblas.so.0");
  }

  private Path secondCache() {
    return temporary.resolve("tmp/lockstep-ada/release-1/libopenblas.so.0");
  }

  private static Availability.Library found(Availability availability) {
    assertThat(availability).isInstanceOf(Availability.Present.class);
    return ((Availability.Present) availability).library();
  }

  private static Availability.Absent absent(Availability availability) {
    assertThat(availability).isInstanceOf(Availability.Absent.class);
    return (Availability.Absent) availability;
  }

  @Test
  void the_property_comes_before_everything() throws IOException {
    Path set = library("set.so");
    properties.put("lockstep.blas.path", set.toString());
    environment.put("LOCKSTEP_BLAS_PATH", library("variable.so").toString());
    systemLibrary();

    assertThat(found(search()))
        .isEqualTo(new Availability.Library(set, Availability.Source.SETTING, List.of()));
    assertThat(asked).containsExactly(set);
  }

  @Test
  void the_variable_comes_next_and_the_result_carries_what_was_tried_before() throws IOException {
    Path set = library("variable.so");
    environment.put("LOCKSTEP_BLAS_PATH", set.toString());
    systemLibrary();

    assertThat(found(search()))
        .isEqualTo(
            new Availability.Library(
                set,
                Availability.Source.SETTING,
                List.of(new Attempt("-Dlockstep.blas.path", "unset"))));
  }

  @Test
  void the_bundled_library_comes_before_the_one_of_the_system() throws IOException {
    systemLibrary();

    assertThat(found(search()))
        .isEqualTo(
            new Availability.Library(
                firstCache(),
                Availability.Source.BUNDLED,
                List.of(
                    new Attempt("-Dlockstep.blas.path", "unset"),
                    new Attempt("LOCKSTEP_BLAS_PATH", "unset"))));
    assertThat(asked).containsExactly(firstCache());
  }

  @Test
  void all_files_of_the_bundle_are_loaded_in_their_order() {
    var loaded = new ArrayList<Path>();

    found(
        search(files -> {
          loaded.addAll(files);
          return Loaded.openBlas();
        }));

    assertThat(loaded).containsExactly(firstCache().resolveSibling(Bundles.LARGE), firstCache());
  }

  @Test
  void the_system_comes_last() throws IOException {
    Path system = systemLibrary();
    loads = system::equals;

    var library = found(search());

    assertThat(library.path()).isEqualTo(system);
    assertThat(library.source()).isEqualTo(Availability.Source.SYSTEM);
    assertThat(asked).containsExactly(firstCache(), secondCache(), system);
  }

  @Test
  void a_cache_that_nothing_loads_from_is_passed_over_for_the_next() {
    loads = secondCache()::equals;

    var library = found(search());

    assertThat(library.path()).isEqualTo(secondCache());
    assertThat(library.attempts())
        .endsWith(
            new Attempt(
                "bundled library for linux-x86_64 by way of "
                    + temporary.resolve("home/.cache/lockstep"),
                "noexec"));
  }

  @Test
  void after_a_library_that_cannot_be_unloaded_no_other_is_tried() throws IOException {
    Path set = library("set.so");
    properties.put("lockstep.blas.path", set.toString());
    systemLibrary();
    loads = _ -> false;
    staysLoaded = true;

    assertThat(absent(search()).attempts())
        .containsExactly(
            new Attempt("-Dlockstep.blas.path=" + set, "no OpenBLAS"),
            new Attempt("LOCKSTEP_BLAS_PATH", "unset"),
            new Attempt(
                "bundled library for linux-x86_64",
                "not tried: the library before it cannot be unloaded"),
            new Attempt("system", "not tried: the library before it cannot be unloaded"));
  }

  @Test
  void a_cache_that_cannot_be_used_is_passed_over_for_the_next() throws IOException {
    Path file = library("file");
    properties.put("lockstep.cache", file.toString());

    var library = found(search());

    assertThat(library.path()).isEqualTo(firstCache());
    assertThat(library.attempts())
        .endsWith(
            new Attempt(
                "bundled library for linux-x86_64 by way of " + file.resolve("lockstep"),
                "not a directory"));
  }

  @Test
  void a_damaged_bundle_is_recorded_and_the_search_goes_on() throws IOException {
    Path system = systemLibrary();
    var contents = Bundles.files();
    contents.put(Bundles.SMALL, new byte[] {-1, 2});
    bundle = Bundles.bundle(contents);

    var library = found(search());

    assertThat(library.path()).isEqualTo(system);
    assertThat(library.attempts())
        .extracting(Attempt::outcome)
        .containsExactly("unset", "unset", "damaged in this jar", "damaged in this jar");
  }

  @Test
  void a_setting_that_does_not_serve_is_recorded_and_the_search_goes_on() throws IOException {
    Path missing = temporary.resolve("missing.so");
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    properties.put("lockstep.blas.path", missing.toString());
    environment.put("LOCKSTEP_BLAS_PATH", folder.toString());

    var library = found(search());

    assertThat(library.source()).isEqualTo(Availability.Source.BUNDLED);
    assertThat(library.attempts())
        .containsExactly(
            new Attempt("-Dlockstep.blas.path=" + missing, "no such file"),
            new Attempt(
                "LOCKSTEP_BLAS_PATH=" + folder, "a directory; name the library file in it"));
  }

  @Test
  void a_file_that_is_no_library_is_recorded_in_the_linkers_words() throws IOException {
    Path text = library("text.so");
    properties.put("lockstep.blas.path", text.toString());
    properties.put("lockstep.blas.bundled", "false");

    Attempt first = absent(search(new NativeLoader())).attempts().getFirst();

    assertThat(first.place()).isEqualTo("-Dlockstep.blas.path=" + text);
    assertThat(first.outcome()).startsWith("does not load (").doesNotContain(text.toString());
  }

  @Test
  void the_bundled_library_can_be_switched_off() throws IOException {
    properties.put("lockstep.blas.bundled", "false");
    Path system = systemLibrary();

    var library = found(search());

    assertThat(library.path()).isEqualTo(system);
    assertThat(library.attempts())
        .endsWith(
            new Attempt(
                "bundled library for linux-x86_64",
                "switched off by -Dlockstep.blas.bundled=false"));
    assertThat(asked).containsExactly(system);
  }

  @Test
  void every_place_tried_is_listed_when_there_is_none() throws IOException {
    Path set = library("set.so");
    properties.put("lockstep.blas.path", set.toString());
    Path system = systemLibrary();
    loads = _ -> false;

    var absent = absent(search());

    String bundled = "bundled library for linux-x86_64 by way of ";
    assertThat(absent.attempts())
        .containsExactly(
            new Attempt("-Dlockstep.blas.path=" + set, "noexec"),
            new Attempt("LOCKSTEP_BLAS_PATH", "unset"),
            new Attempt(bundled + temporary.resolve("home/.cache/lockstep"), "noexec"),
            new Attempt(bundled + temporary.resolve("tmp/lockstep-ada"), "noexec"),
            new Attempt(system.toString(), "noexec"));
  }

  @Test
  void a_process_without_any_folder_to_extract_to_says_so() {
    properties.put("user.home", "?");
    properties.remove("java.io.tmpdir");

    assertThat(absent(search()).attempts())
        .contains(
            new Attempt(
                "bundled library for linux-x86_64",
                "no folder to extract it to; set -Dlockstep.cache"));
  }

  @Test
  void a_platform_without_a_published_library_is_named() {
    properties.put("os.name", "FreeBSD");
    bundle = BundledLibrary.none();

    assertThat(absent(search()).attempts())
        .contains(new Attempt("bundled library for FreeBSD on amd64", "not in this build"));
  }
}
