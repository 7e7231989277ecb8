#!/bin/sh
# Rewrites src/generated/java with jextract, then openblas/checksums.txt. Needs Linux with libc headers.
# cblas.h and openblas_config.h are unmodified copies out of the Maven artifact
# org.bytedeco:openblas:0.3.31-1.5.13 (classifier linux-x86_64); change them only together with that version.
set -eu
# jextract and sha256sum must see relative paths, so that nothing of this machine is in their output.
cd "$(dirname "$0")/.."

if ! command -v jextract >/dev/null; then
    echo "jextract is not on PATH: it comes from the OpenJDK project openjdk/jextract" \
         "(https://github.com/openjdk/jextract, or its early-access builds at https://jdk.java.net/jextract/)." >&2
    exit 1
fi

# Since openjdk/jextract commit 1c614f3 (CODETOOLS-7903923) the classes cast the linker's "long" to the type it has
# on the host of jextract: made on Linux, they throw ClassCastException on Windows as soon as they are initialised.
# Version 22 is before that (commit dd32493 made the committed files); its classes work on every platform.
if ! jextract --version 2>&1 | grep -q '^jextract 22$'; then
    echo "This needs jextract 22, because the classes of later versions work only where long has the same size." >&2
    exit 1
fi

rm -rf src/generated/java
# No -l: the libraries are loaded by absolute path before first use, so the loader lookup must find them.
jextract @openblas/symbols.txt --output src/generated/java --target-package lockstep.blas.raw \
    --header-class-name Cblas openblas/cblas.h

export LC_ALL=C # one sort order on every machine
{
    printf '%s\n' openblas/cblas.h openblas/openblas_config.h openblas/symbols.txt
    find src/generated -type f
} | sort | xargs sha256sum >openblas/checksums.txt
