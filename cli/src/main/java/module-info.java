/// The command line: one class per command; the library does the work.
@org.jspecify.annotations.NullMarked
module lockstep.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires java.management;
  requires jdk.httpserver;
  requires jdk.management;
  requires jdk.unsupported;
  requires lockstep.nn;

  opens lockstep.cli to
      info.picocli;
}
