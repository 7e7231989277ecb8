package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `bundled/libraries.txt` and the files that it pins.
class BundledListingTest {

  @ParameterizedTest
  @EnumSource(Platform.class)
  void every_platform_has_a_list_that_ends_with_openblas(Platform platform) {
    BundledLibrary bundle = BundledLibrary.of(platform);

    assertThat(bundle.release())
        .matches("openblas-\\d+\\.\\d+\\.\\d+-[0-9.]+-" + platform.classifier());
    assertThat(bundle.files()).isNotEmpty();
    assertThat(bundle.files().getLast().name()).startsWith("libopenblas.");
    assertThat(bundle.files())
        .allSatisfy(file -> {
          assertThat(file.sha256()).matches("[0-9a-f]{64}");
          assertThat(file.bytes()).isPositive();
          assertThat(file.name()).matches("lib[A-Za-z0-9_.]+");
        });
  }

  @Test
  void where_no_library_is_published_there_is_none() {
    assertThat(BundledLibrary.none().isHere()).isFalse();
    assertThat(BundledLibrary.none().files()).isEmpty();
  }

  @Test
  void a_bundle_is_here_when_its_first_file_is() {
    var contents = Bundles.files();
    assertThat(Bundles.bundle(contents).isHere()).isTrue();

    contents.remove(Bundles.LARGE);
    assertThat(Bundles.bundle(contents).isHere()).isFalse();
  }

  @Test
  void the_files_for_this_machine_are_the_ones_that_are_pinned() throws IOException {
    BundledLibrary bundle =
        Surroundings.ofThisProcess()
            .platform()
            .map(BundledLibrary::of)
            .orElseGet(BundledLibrary::none);
    Assumptions.assumeTrue(bundle.isHere(), "this build bundles no library for this machine");

    for (BundledLibrary.Entry file : bundle.files()) {
      try (InputStream in = bundle.contents().open(file.name()).orElseThrow()) {
        byte[] bytes = in.readAllBytes();
        assertThat(bytes).as(file.name()).hasSize((int) file.bytes());
        assertThat(Bundles.sha256(bytes)).as(file.name()).isEqualTo(file.sha256());
      }
    }
  }
}
