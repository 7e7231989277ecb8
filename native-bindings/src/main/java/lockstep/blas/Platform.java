package lockstep.blas;

import java.util.Locale;
import java.util.Optional;

/// A platform for which OpenBLAS is published, by the name of its Maven classifier.
enum Platform {
  LINUX_X86_64("linux-x86_64"),
  LINUX_ARM64("linux-arm64"),
  MACOSX_ARM64("macosx-arm64"),
  MACOSX_X86_64("macosx-x86_64"),
  WINDOWS_X86_64("windows-x86_64");

  private final String classifier;

  Platform(String classifier) {
    this.classifier = classifier;
  }

  String classifier() {
    return classifier;
  }

  /// The platform of a JVM that reports these `os.name` and `os.arch`; empty where no library is
  /// published for it.
  static Optional<Platform> of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean x86 = osArch.equals("amd64") || osArch.equals("x86_64");
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    if (os.startsWith("linux")) {
      return x86 ? Optional.of(LINUX_X86_64) : arm ? Optional.of(LINUX_ARM64) : Optional.empty();
    }
    if (os.startsWith("mac")) {
      return x86 ? Optional.of(MACOSX_X86_64) : arm ? Optional.of(MACOSX_ARM64) : Optional.empty();
    }
    return os.startsWith("windows") && x86 ? Optional.of(WINDOWS_X86_64) : Optional.empty();
  }
}
