// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** A file system whose writes fail on demand, and what commands make of it. */
@org.jspecify.annotations.NullMarked
package io.perenne.cli.disk;
