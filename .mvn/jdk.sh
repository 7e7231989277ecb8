# Finds a JDK 25 or newer and exports it as JAVA_HOME, or says what to install and exits with 1.
# Sourced by mvnw and cli/lockstep, so that both work where `java` is an older one or JAVA_HOME points elsewhere.
# Plain POSIX sh; works under `set -euf`. Versions are read from each JDK's `release` file: no JVM is started.

lockstep_jdk_minimum=25

# Prints the feature version of the JDK at $1; fails where there is no JDK with the vector module.
lockstep_jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  lockstep_version= lockstep_vector=no
  while IFS= read -r lockstep_line || [ -n "$lockstep_line" ]; do
    case "$lockstep_line" in
    JAVA_VERSION=*) lockstep_version=${lockstep_line#JAVA_VERSION=} ;;
    MODULES=*jdk.incubator.vector*) lockstep_vector=yes ;;
    esac
  done <"$1/release"
  lockstep_version=${lockstep_version#\"}
  lockstep_version=${lockstep_version%%[!0-9]*}
  [ -n "$lockstep_version" ] || return 1
  [ "$lockstep_version" -lt $lockstep_jdk_minimum ] || [ $lockstep_vector = yes ] || return 1
  printf %s "$lockstep_version"
}

# Prints the places to look at after JAVA_HOME, one a line, the likeliest first.
lockstep_jdk_places() (
  set +ef
  system=${LOCKSTEP_JDK_ROOT-} # for tests: where the system's folders begin
  java=$(command -v java) && java=$(readlink -f "$java" 2>/dev/null) && printf '%s\n' "${java%/bin/java}"
  for place in \
    "$system"/usr/lib/jvm/* \
    "${HOME-}"/.sdkman/candidates/java/* \
    "${HOME-}"/.jdks/* \
    "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/* \
    "$system"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$system"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$system"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$system"/usr/java/* "$system"/usr/local/java/* "$system"/opt/java/* "$system"/opt/*jdk*; do
    [ -d "$place" ] && printf '%s\n' "$place"
  done
  return 0
)

# Prints the first place that holds a JDK new enough.
lockstep_jdk_search() {
  lockstep_jdk_places | while IFS= read -r lockstep_place; do
    lockstep_found=$(lockstep_jdk_version "$lockstep_place") || continue
    [ "$lockstep_found" -ge $lockstep_jdk_minimum ] || continue
    printf %s "$lockstep_place"
    break
  done
}

lockstep_home=${JAVA_HOME-}
lockstep_home_version=
[ -z "$lockstep_home" ] || lockstep_home_version=$(lockstep_jdk_version "$lockstep_home") || lockstep_home_version=
if [ -z "$lockstep_home_version" ] || [ "$lockstep_home_version" -lt $lockstep_jdk_minimum ]; then
  lockstep_home=$(lockstep_jdk_search)
  if [ -z "$lockstep_home" ]; then
    printf '%s\n' "Lockstep needs a JDK $lockstep_jdk_minimum or newer and found none in JAVA_HOME (${JAVA_HOME:-unset}${lockstep_home_version:+, which is $lockstep_home_version}), on PATH or in the usual places: install one (for example Temurin $lockstep_jdk_minimum from adoptium.net, or \`sdk install java $lockstep_jdk_minimum-tem\`) or set JAVA_HOME to it." >&2
    exit 1
  fi
fi
JAVA_HOME=$lockstep_home
export JAVA_HOME
