package lockstep.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/// Tells the JVM how to compile kernels: by C2 alone, with vectors never handed from method to
/// method as objects.
///
/// C1 can give up on a large kernel ("out of virtual registers") and leave it twenty times slower
/// for good. The launcher says so by an option of the JVM; a program that uses the library says it
/// here, in process, when it first asks for threads.
public final class CompilerDirectives {

  /// Set to `given` by whoever started the JVM with these directives.
  private static final String PROPERTY = "lockstep.compiler.directives";

  private static final String FILE = "compiler-directives.json";

  private static final boolean GIVEN = give();

  private CompilerDirectives() {}

  /// {@return whether the JVM has them; gives them if it has not}
  public static boolean given() {
    return GIVEN;
  }

  private static boolean give() {
    if ("given".equals(System.getProperty(PROPERTY))) {
      return true;
    }
    try (InputStream directives = CompilerDirectives.class.getResourceAsStream(FILE)) {
      if (directives == null) {
        throw new IOException("the library lacks " + FILE);
      }
      Path file = Files.createTempFile("lockstep", ".json");
      try {
        Files.copy(directives, file, StandardCopyOption.REPLACE_EXISTING);
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "compilerDirectivesAdd",
                new Object[] {new String[] {file.toString()}},
                new String[] {String[].class.getName()});
      } finally {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | JMException e) {
      System.getLogger("lockstep")
          .log(
              Level.WARNING,
              "The JVM took no directives for its compilers, so kernels may run slowly: {0}. Start"
                  + " it with -XX:CompilerDirectivesFile, see `lockstep doctor`.",
              e.toString());
      return false;
    }
  }
}
