package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, LINUX_X86_64, linux-x86_64",
    "Linux, x86_64, LINUX_X86_64, linux-x86_64",
    "Linux, aarch64, LINUX_ARM64, linux-arm64",
    "Mac OS X, aarch64, MACOSX_ARM64, macosx-arm64",
    "Mac OS X, arm64, MACOSX_ARM64, macosx-arm64",
    "Mac OS X, x86_64, MACOSX_X86_64, macosx-x86_64",
    "Windows 11, amd64, WINDOWS_X86_64, windows-x86_64",
    "Windows Server 2025, amd64, WINDOWS_X86_64, windows-x86_64",
  })
  void what_a_jvm_reports_has_a_published_library(
      String os, String processor, Platform platform, String classifier) {
    assertThat(Platform.of(os, processor)).contains(platform);
    assertThat(platform.classifier()).isEqualTo(classifier);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, riscv64",
    "Linux, x86",
    "Windows 11, aarch64",
    "Mac OS X, ppc",
    "FreeBSD, amd64",
    "SunOS, amd64",
    "Darwin, aarch64", // contains "win"
    "'', ''",
  })
  void elsewhere_there_is_none(String os, String processor) {
    assertThat(Platform.of(os, processor)).isEmpty();
  }

  @Test
  void it_follows_from_the_properties_of_the_process() {
    var properties = Map.of("os.name", "Linux", "os.arch", "aarch64");

    assertThat(new Surroundings(properties, Map.of()).platform()).contains(Platform.LINUX_ARM64);
    assertThat(new Surroundings(Map.of(), Map.of()).platform()).isEmpty();
  }
}
