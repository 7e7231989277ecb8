package lockstep.cli;

import java.util.Optional;
import picocli.CommandLine;

/// The version of this build, as its jar's manifest says it.
final class Version implements CommandLine.IVersionProvider {

  Version() {}

  /// {@return the version; `development` where classes run outside their jar}
  static String ofThisBuild() {
    // On the module path the manifest is not read into packages; the descriptor holds the version
    // where the build put one.
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .or(() ->
            Optional.ofNullable(Version.class.getModule().getDescriptor())
                .flatMap(descriptor -> descriptor.rawVersion()))
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"lockstep " + ofThisBuild()};
  }
}
