// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Single operations of the models in a warm virtual machine, measured by JMH. */
@NullMarked
package io.perenne.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
