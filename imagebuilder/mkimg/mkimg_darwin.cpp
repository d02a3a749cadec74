// SPDX-License-Identifier: GPL-3.0-or-later
// mkimg.darwin: packs the root of a Mac, mounted on Linux, with its resource forks and Finder info.
#include "imagebuilder/mkimg/mkimg.h"

int main(int argc, char **argv)
{
    return cid::runMkimg(argc, argv, cid::ImageKind::Darwin);
}
