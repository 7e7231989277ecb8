package lockstep.blas;

/// A process of its own that looks for OpenBLAS and prints what it found, in one line.
final class FindingProcess {

  private FindingProcess() {}

  public static void main(String[] arguments) {
    System.out.println(
        switch (Availability.find()) {
          case Availability.Present(var _, var library) -> "present: " + library.path();
          case Availability.Absent absent -> absent.sentence();
        });
  }
}
