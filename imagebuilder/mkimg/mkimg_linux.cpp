// SPDX-License-Identifier: GPL-3.0-or-later
// mkimg.linux: packs a root file system into <name>-<version>-<subversion>.gz and its manifest.
#include "imagebuilder/mkimg/mkimg.h"

int main(int argc, char **argv)
{
    return cid::runMkimg(argc, argv, cid::ImageKind::Linux);
}
