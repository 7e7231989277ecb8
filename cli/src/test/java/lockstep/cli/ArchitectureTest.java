package lockstep.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of the house, checked over all modules. This module sees every other one but jmh,
/// whose sources are read as text.
class ArchitectureTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> BUILT = List.of("native-bindings", "simd-kernels", "nn", "cli");
  private static final List<String> MODULES =
      List.of("native-bindings", "simd-kernels", "nn", "cli", "jmh");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(BUILT.stream().map(m -> ROOT.resolve(m).resolve("target/classes")).toList());

  @Test
  void every_module_was_read() {
    assertThat(CLASSES.contain("lockstep.blas.OpenBlas")).isTrue();
    assertThat(CLASSES.contain("lockstep.kernels.Lanes")).isTrue();
    assertThat(CLASSES.contain("lockstep.nn.json.Json")).isTrue();
    assertThat(CLASSES.contain("lockstep.cli.Main")).isTrue();
  }

  @Test
  void modules_depend_one_way() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("native-bindings")
        .definedBy("lockstep.blas..")
        .layer("simd-kernels")
        .definedBy("lockstep.kernels..")
        .layer("nn")
        .definedBy("lockstep.nn..")
        .layer("cli")
        .definedBy("lockstep.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("nn")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("simd-kernels")
        .mayOnlyBeAccessedByLayers("nn", "cli")
        .check(CLASSES);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("lockstep.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void names_say_what_a_thing_is() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Manager|Helper|Base|Common|Misc)(\\$.*)?")
        .check(CLASSES);
  }

  @Test
  void kernels_use_no_collections() {
    noClasses()
        .that()
        .resideInAPackage("lockstep.kernels..")
        .should()
        .dependOnClassesThat(
            nameMatching(
                "java\\.util\\.(Collection|List|ArrayList|LinkedList|Map|HashMap|TreeMap|Set|HashSet|Queue|Deque"
                    + "|ArrayDeque)"))
        .check(CLASSES);
  }

  @Test
  void only_kernels_see_vectors() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lockstep.kernels..")
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.incubator.vector.."))
        .check(CLASSES);
  }

  @Test
  void only_native_bindings_call_native_code() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lockstep.blas..")
        .should()
        .dependOnClassesThat(nameMatching("java\\.lang\\.foreign\\.(Linker|SymbolLookup).*"))
        .orShould()
        .callMethod(System.class, "load", String.class)
        .orShould()
        .callMethod(System.class, "loadLibrary", String.class)
        .check(CLASSES);
  }

  @Test
  void only_the_checked_face_touches_generated_bindings() {
    classes()
        .that()
        .resideInAPackage("lockstep.blas.raw..")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage("lockstep.blas", "lockstep.blas.raw..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "err", "in"})
  void only_the_terminal_touches_standard_streams(String stream) {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("lockstep.cli.Terminal")
        .and()
        .resideOutsideOfPackage(
            "lockstep.blas.raw..") // generated, and silent unless jextract's tracing is on
        .should(accessField(System.class, stream))
        .check(CLASSES);
  }

  @Test
  void every_package_is_null_marked() throws IOException {
    for (Path folder : packages()) {
      assertThat(folder.resolve("package-info.java")).exists().content().contains("@NullMarked");
    }
  }

  @Test
  void no_file_is_over_500_lines() throws IOException {
    for (Path file : sources("src/main/java", "src/test/java")) {
      assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(500);
    }
  }

  @Test
  void the_top_level_holds_nothing_but_the_rooms() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.startsWith(".") && !List.of("target", "runs").contains(name))
          .containsExactlyInAnyOrder(
              "README.md",
              "LICENSE",
              "pom.xml",
              "mvnw",
              "mvnw.cmd",
              "native-bindings",
              "simd-kernels",
              "nn",
              "cli",
              "jmh");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"native-bindings", "simd-kernels", "nn", "cli", "jmh"})
  void every_room_explains_itself(String module) {
    assertThat(ROOT.resolve(module).resolve("README.md")).exists();
  }

  private static List<Path> packages() throws IOException {
    return sources("src/main/java").stream()
        .map(Path::getParent)
        .filter(folder -> !folder.endsWith("src/main/java")) // module-info.java stands there
        .distinct()
        .toList();
  }

  private static List<Path> sources(String... roots) throws IOException {
    return MODULES.stream()
        .flatMap(module -> Stream.of(roots).map(root -> ROOT.resolve(module).resolve(root)))
        .filter(Files::isDirectory)
        .flatMap(folder -> walk(folder).stream())
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  private static List<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
