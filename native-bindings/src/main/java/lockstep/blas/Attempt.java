package lockstep.blas;

/// One place where OpenBLAS was looked for, and what was found there.
///
/// @param place where, in words a user recognises: a property, a path, a search rule
/// @param outcome what happened there, without a full stop
public record Attempt(String place, String outcome) {
  @Override
  public String toString() {
    return place + ": " + outcome;
  }
}
