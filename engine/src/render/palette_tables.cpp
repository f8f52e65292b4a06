#include "palette_tables.hpp"

// The colours of ColorBrewer by Cynthia A. Brewer, Mark Harrower and The Pennsylvania State
// University (Apache License 2.0, see NOTICE), and 17 evenly spaced colours of each of viridis,
// magma, inferno and plasma (Nathaniel Smith and Stéfan van der Walt, CC0) and cividis (J. R.
// Nuñez, C. R. Anderton and R. S. Renslow, PLOS ONE 13(7), 2018).

namespace levelin::render::detail {

namespace {

using enum PaletteKind;

constexpr std::array table{
    PaletteTable{{"levelin", sequential, "levelin", true},
                 0,
                 0,
                 "eee892c7e9b47fcdbb41b6c41d91c0225ea8253494081d58"},
    PaletteTable{
        {"Blues", sequential, "ColorBrewer", true},
        3,
        9,
        "deebf79ecae13182bdeff3ffbdd7e76baed62171b5eff3ffbdd7e76baed63182bd08519ceff3ffc6dbef"
        "9ecae16baed63182bd08519ceff3ffc6dbef9ecae16baed64292c62171b5084594f7fbffdeebf7c6dbef"
        "9ecae16baed64292c62171b5084594f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b"},
    PaletteTable{
        {"BuGn", sequential, "ColorBrewer", true},
        3,
        9,
        "e5f5f999d8c92ca25fedf8fbb2e2e266c2a4238b45edf8fbb2e2e266c2a42ca25f006d2cedf8fbccece6"
        "99d8c966c2a42ca25f006d2cedf8fbccece699d8c966c2a441ae76238b45005824f7fcfde5f5f9ccece6"
        "99d8c966c2a441ae76238b45005824f7fcfde5f5f9ccece699d8c966c2a441ae76238b45006d2c00441b"},
    PaletteTable{
        {"BuPu", sequential, "ColorBrewer", true},
        3,
        9,
        "e0ecf49ebcda8856a7edf8fbb3cde38c96c688419dedf8fbb3cde38c96c68856a7810f7cedf8fbbfd3e6"
        "9ebcda8c96c68856a7810f7cedf8fbbfd3e69ebcda8c96c68c6bb188419d6e016bf7fcfde0ecf4bfd3e6"
        "9ebcda8c96c68c6bb188419d6e016bf7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d810f7c4d004b"},
    PaletteTable{
        {"GnBu", sequential, "ColorBrewer", true},
        3,
        9,
        "e0f3dba8ddb543a2caf0f9e8bae4bc7bccc42b8cbef0f9e8bae4bc7bccc443a2ca0868acf0f9e8ccebc5"
        "a8ddb57bccc443a2ca0868acf0f9e8ccebc5a8ddb57bccc44eb3d32b8cbe08589ef7fcf0e0f3dbccebc5"
        "a8ddb57bccc44eb3d32b8cbe08589ef7fcf0e0f3dbccebc5a8ddb57bccc44eb3d32b8cbe0868ac084081"},
    PaletteTable{
        {"Greens", sequential, "ColorBrewer", true},
        3,
        9,
        "e5f5e0a1d99b31a354edf8e9bae4b374c476238b45edf8e9bae4b374c47631a354006d2cedf8e9c7e9c0"
        "a1d99b74c47631a354006d2cedf8e9c7e9c0a1d99b74c47641ab5d238b45005a32f7fcf5e5f5e0c7e9c0"
        "a1d99b74c47641ab5d238b45005a32f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b"},
    PaletteTable{
        {"Greys", sequential, "ColorBrewer", true},
        3,
        9,
        "f0f0f0bdbdbd636363f7f7f7cccccc969696525252f7f7f7cccccc969696636363252525f7f7f7d9d9d9"
        "bdbdbd969696636363252525f7f7f7d9d9d9bdbdbd969696737373525252252525fffffff0f0f0d9d9d9"
        "bdbdbd969696737373525252252525fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000"},
    PaletteTable{
        {"Oranges", sequential, "ColorBrewer", true},
        3,
        9,
        "fee6cefdae6be6550dfeeddefdbe85fd8d3cd94701feeddefdbe85fd8d3ce6550da63603feeddefdd0a2"
        "fdae6bfd8d3ce6550da63603feeddefdd0a2fdae6bfd8d3cf16913d948018c2d04fff5ebfee6cefdd0a2"
        "fdae6bfd8d3cf16913d948018c2d04fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d94801a636037f2704"},
    PaletteTable{
        {"OrRd", sequential, "ColorBrewer", true},
        3,
        9,
        "fee8c8fdbb84e34a33fef0d9fdcc8afc8d59d7301ffef0d9fdcc8afc8d59e34a33b30000fef0d9fdd49e"
        "fdbb84fc8d59e34a33b30000fef0d9fdd49efdbb84fc8d59ef6548d7301f990000fff7ecfee8c8fdd49e"
        "fdbb84fc8d59ef6548d7301f990000fff7ecfee8c8fdd49efdbb84fc8d59ef6548d7301fb300007f0000"},
    PaletteTable{
        {"PuBu", sequential, "ColorBrewer", true},
        3,
        9,
        "ece7f2a6bddb2b8cbef1eef6bdc9e174a9cf0570b0f1eef6bdc9e174a9cf2b8cbe045a8df1eef6d0d1e6"
        "a6bddb74a9cf2b8cbe045a8df1eef6d0d1e6a6bddb74a9cf3690c00570b0034e7bfff7fbece7f2d0d1e6"
        "a6bddb74a9cf3690c00570b0034e7bfff7fbece7f2d0d1e6a6bddb74a9cf3690c00570b0045a8d023858"},
    PaletteTable{
        {"PuBuGn", sequential, "ColorBrewer", true},
        3,
        9,
        "ece2f0a6bddb1c9099f6eff7bdc9e167a9cf02818af6eff7bdc9e167a9cf1c9099016c59f6eff7d0d1e6"
        "a6bddb67a9cf1c9099016c59f6eff7d0d1e6a6bddb67a9cf3690c002818a016450fff7fbece2f0d0d1e6"
        "a6bddb67a9cf3690c002818a016450fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016c59014636"},
    PaletteTable{
        {"PuRd", sequential, "ColorBrewer", true},
        3,
        9,
        "e7e1efc994c7dd1c77f1eef6d7b5d8df65b0ce1256f1eef6d7b5d8df65b0dd1c77980043f1eef6d4b9da"
        "c994c7df65b0dd1c77980043f1eef6d4b9dac994c7df65b0e7298ace125691003ff7f4f9e7e1efd4b9da"
        "c994c7df65b0e7298ace125691003ff7f4f9e7e1efd4b9dac994c7df65b0e7298ace125698004367001f"},
    PaletteTable{
        {"Purples", sequential, "ColorBrewer", true},
        3,
        9,
        "efedf5bcbddc756bb1f2f0f7cbc9e29e9ac86a51a3f2f0f7cbc9e29e9ac8756bb154278ff2f0f7dadaeb"
        "bcbddc9e9ac8756bb154278ff2f0f7dadaebbcbddc9e9ac8807dba6a51a34a1486fcfbfdefedf5dadaeb"
        "bcbddc9e9ac8807dba6a51a34a1486fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d"},
    PaletteTable{
        {"RdPu", sequential, "ColorBrewer", true},
        3,
        9,
        "fde0ddfa9fb5c51b8afeebe2fbb4b9f768a1ae017efeebe2fbb4b9f768a1c51b8a7a0177feebe2fcc5c0"
        "fa9fb5f768a1c51b8a7a0177feebe2fcc5c0fa9fb5f768a1dd3497ae017e7a0177fff7f3fde0ddfcc5c0"
        "fa9fb5f768a1dd3497ae017e7a0177fff7f3fde0ddfcc5c0fa9fb5f768a1dd3497ae017e7a017749006a"},
    PaletteTable{
        {"Reds", sequential, "ColorBrewer", true},
        3,
        9,
        "fee0d2fc9272de2d26fee5d9fcae91fb6a4acb181dfee5d9fcae91fb6a4ade2d26a50f15fee5d9fcbba1"
        "fc9272fb6a4ade2d26a50f15fee5d9fcbba1fc9272fb6a4aef3b2ccb181d99000dfff5f0fee0d2fcbba1"
        "fc9272fb6a4aef3b2ccb181d99000dfff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d"},
    PaletteTable{
        {"YlGn", sequential, "ColorBrewer", true},
        3,
        9,
        "f7fcb9addd8e31a354ffffccc2e69978c679238443ffffccc2e69978c67931a354006837ffffccd9f0a3"
        "addd8e78c67931a354006837ffffccd9f0a3addd8e78c67941ab5d238443005a32ffffe5f7fcb9d9f0a3"
        "addd8e78c67941ab5d238443005a32ffffe5f7fcb9d9f0a3addd8e78c67941ab5d238443006837004529"},
    PaletteTable{
        {"YlGnBu", sequential, "ColorBrewer", true},
        3,
        9,
        "edf8b17fcdbb2c7fb8ffffcca1dab441b6c4225ea8ffffcca1dab441b6c42c7fb8253494ffffccc7e9b4"
        "7fcdbb41b6c42c7fb8253494ffffccc7e9b47fcdbb41b6c41d91c0225ea80c2c84ffffd9edf8b1c7e9b4"
        "7fcdbb41b6c41d91c0225ea80c2c84ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea8253494081d58"},
    PaletteTable{
        {"YlOrBr", sequential, "ColorBrewer", true},
        3,
        9,
        "fff7bcfec44fd95f0effffd4fed98efe9929cc4c02ffffd4fed98efe9929d95f0e993404ffffd4fee391"
        "fec44ffe9929d95f0e993404ffffd4fee391fec44ffe9929ec7014cc4c028c2d04ffffe5fff7bcfee391"
        "fec44ffe9929ec7014cc4c028c2d04ffffe5fff7bcfee391fec44ffe9929ec7014cc4c02993404662506"},
    PaletteTable{
        {"YlOrRd", sequential, "ColorBrewer", true},
        3,
        9,
        "ffeda0feb24cf03b20ffffb2fecc5cfd8d3ce31a1cffffb2fecc5cfd8d3cf03b20bd0026ffffb2fed976"
        "feb24cfd8d3cf03b20bd0026ffffb2fed976feb24cfd8d3cfc4e2ae31a1cb10026ffffccffeda0fed976"
        "feb24cfd8d3cfc4e2ae31a1cb10026ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cbd0026800026"},
    PaletteTable{
        {"BrBG", diverging, "ColorBrewer", true},
        3,
        11,
        "d8b365f5f5f55ab4aca6611adfc27d80cdc1018571a6611adfc27df5f5f580cdc10185718c510ad8b365"
        "f6e8c3c7eae55ab4ac01665e8c510ad8b365f6e8c3f5f5f5c7eae55ab4ac01665e8c510abf812ddfc27d"
        "f6e8c3c7eae580cdc135978f01665e8c510abf812ddfc27df6e8c3f5f5f5c7eae580cdc135978f01665e"
        "5430058c510abf812ddfc27df6e8c3c7eae580cdc135978f01665e003c305430058c510abf812ddfc27d"
        "f6e8c3f5f5f5c7eae580cdc135978f01665e003c30"},
    PaletteTable{
        {"PiYG", diverging, "ColorBrewer", true},
        3,
        11,
        "e9a3c9f7f7f7a1d76ad01c8bf1b6dab8e1864dac26d01c8bf1b6daf7f7f7b8e1864dac26c51b7de9a3c9"
        "fde0efe6f5d0a1d76a4d9221c51b7de9a3c9fde0eff7f7f7e6f5d0a1d76a4d9221c51b7dde77aef1b6da"
        "fde0efe6f5d0b8e1867fbc414d9221c51b7dde77aef1b6dafde0eff7f7f7e6f5d0b8e1867fbc414d9221"
        "8e0152c51b7dde77aef1b6dafde0efe6f5d0b8e1867fbc414d92212764198e0152c51b7dde77aef1b6da"
        "fde0eff7f7f7e6f5d0b8e1867fbc414d9221276419"},
    PaletteTable{
        {"PRGn", diverging, "ColorBrewer", true},
        3,
        11,
        "af8dc3f7f7f77fbf7b7b3294c2a5cfa6dba00088377b3294c2a5cff7f7f7a6dba0008837762a83af8dc3"
        "e7d4e8d9f0d37fbf7b1b7837762a83af8dc3e7d4e8f7f7f7d9f0d37fbf7b1b7837762a839970abc2a5cf"
        "e7d4e8d9f0d3a6dba05aae611b7837762a839970abc2a5cfe7d4e8f7f7f7d9f0d3a6dba05aae611b7837"
        "40004b762a839970abc2a5cfe7d4e8d9f0d3a6dba05aae611b783700441b40004b762a839970abc2a5cf"
        "e7d4e8f7f7f7d9f0d3a6dba05aae611b783700441b"},
    PaletteTable{
        {"PuOr", diverging, "ColorBrewer", true},
        3,
        11,
        "f1a340f7f7f7998ec3e66101fdb863b2abd25e3c99e66101fdb863f7f7f7b2abd25e3c99b35806f1a340"
        "fee0b6d8daeb998ec3542788b35806f1a340fee0b6f7f7f7d8daeb998ec3542788b35806e08214fdb863"
        "fee0b6d8daebb2abd28073ac542788b35806e08214fdb863fee0b6f7f7f7d8daebb2abd28073ac542788"
        "7f3b08b35806e08214fdb863fee0b6d8daebb2abd28073ac5427882d004b7f3b08b35806e08214fdb863"
        "fee0b6f7f7f7d8daebb2abd28073ac5427882d004b"},
    PaletteTable{
        {"RdBu", diverging, "ColorBrewer", true},
        3,
        11,
        "ef8a62f7f7f767a9cfca0020f4a58292c5de0571b0ca0020f4a582f7f7f792c5de0571b0b2182bef8a62"
        "fddbc7d1e5f067a9cf2166acb2182bef8a62fddbc7f7f7f7d1e5f067a9cf2166acb2182bd6604df4a582"
        "fddbc7d1e5f092c5de4393c32166acb2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac"
        "67001fb2182bd6604df4a582fddbc7d1e5f092c5de4393c32166ac05306167001fb2182bd6604df4a582"
        "fddbc7f7f7f7d1e5f092c5de4393c32166ac053061"},
    PaletteTable{
        {"RdGy", diverging, "ColorBrewer", false},
        3,
        11,
        "ef8a62ffffff999999ca0020f4a582bababa404040ca0020f4a582ffffffbababa404040b2182bef8a62"
        "fddbc7e0e0e09999994d4d4db2182bef8a62fddbc7ffffffe0e0e09999994d4d4db2182bd6604df4a582"
        "fddbc7e0e0e0bababa8787874d4d4db2182bd6604df4a582fddbc7ffffffe0e0e0bababa8787874d4d4d"
        "67001fb2182bd6604df4a582fddbc7e0e0e0bababa8787874d4d4d1a1a1a67001fb2182bd6604df4a582"
        "fddbc7ffffffe0e0e0bababa8787874d4d4d1a1a1a"},
    PaletteTable{
        {"RdYlBu", diverging, "ColorBrewer", true},
        3,
        11,
        "fc8d59ffffbf91bfdbd7191cfdae61abd9e92c7bb6d7191cfdae61ffffbfabd9e92c7bb6d73027fc8d59"
        "fee090e0f3f891bfdb4575b4d73027fc8d59fee090ffffbfe0f3f891bfdb4575b4d73027f46d43fdae61"
        "fee090e0f3f8abd9e974add14575b4d73027f46d43fdae61fee090ffffbfe0f3f8abd9e974add14575b4"
        "a50026d73027f46d43fdae61fee090e0f3f8abd9e974add14575b4313695a50026d73027f46d43fdae61"
        "fee090ffffbfe0f3f8abd9e974add14575b4313695"},
    PaletteTable{
        {"RdYlGn", diverging, "ColorBrewer", false},
        3,
        11,
        "fc8d59ffffbf91cf60d7191cfdae61a6d96a1a9641d7191cfdae61ffffbfa6d96a1a9641d73027fc8d59"
        "fee08bd9ef8b91cf601a9850d73027fc8d59fee08bffffbfd9ef8b91cf601a9850d73027f46d43fdae61"
        "fee08bd9ef8ba6d96a66bd631a9850d73027f46d43fdae61fee08bffffbfd9ef8ba6d96a66bd631a9850"
        "a50026d73027f46d43fdae61fee08bd9ef8ba6d96a66bd631a9850006837a50026d73027f46d43fdae61"
        "fee08bffffbfd9ef8ba6d96a66bd631a9850006837"},
    PaletteTable{
        {"Spectral", diverging, "ColorBrewer", false},
        3,
        11,
        "fc8d59ffffbf99d594d7191cfdae61abdda42b83bad7191cfdae61ffffbfabdda42b83bad53e4ffc8d59"
        "fee08be6f59899d5943288bdd53e4ffc8d59fee08bffffbfe6f59899d5943288bdd53e4ff46d43fdae61"
        "fee08be6f598abdda466c2a53288bdd53e4ff46d43fdae61fee08bffffbfe6f598abdda466c2a53288bd"
        "9e0142d53e4ff46d43fdae61fee08be6f598abdda466c2a53288bd5e4fa29e0142d53e4ff46d43fdae61"
        "fee08bffffbfe6f598abdda466c2a53288bd5e4fa2"},
    PaletteTable{{"Dark2", qualitative, "ColorBrewer", false},
                 8,
                 8,
                 "1b9e77d95f027570b3e7298a66a61ee6ab02a6761d666666"},
    PaletteTable{{"Paired", qualitative, "ColorBrewer", false},
                 12,
                 12,
                 "a6cee31f78b4b2df8a33a02cfb9a99e31a1cfdbf6fff7f00cab2d66a3d9affff99b15928"},
    PaletteTable{{"Set2", qualitative, "ColorBrewer", false},
                 8,
                 8,
                 "66c2a5fc8d628da0cbe78ac3a6d854ffd92fe5c494b3b3b3"},
    PaletteTable{
        {"viridis", sequential, "viridis", true},
        0,
        0,
        "fde725d5e21aaadc3282d34d5dc8633ebc7427ad811f9f8821908c26828e2c728e33638d3b528b424086"
        "472d7b48186a440154"},
    PaletteTable{
        {"magma", sequential, "viridis", true},
        0,
        0,
        "fcfdbffde0a1fec287fea571fb8861f46a5ce65164cf406fb636799c2e7f822681691c8151127c36106b"
        "1d11470a0822000004"},
    PaletteTable{
        {"inferno", sequential, "viridis", true},
        0,
        0,
        "fcffa4f2e865f9c932fcaa0ff98c0af1721ee35932d14545bb3754a32c6189226a71196e56106e3d0965"
        "210c4a0b0724000004"},
    PaletteTable{
        {"plasma", sequential, "viridis", true},
        0,
        0,
        "f0f921f9dd25fdc328fdab33f89441f07f4fe56b5dda596acc4678bc3488a923959511a17e03a86600a7"
        "4c02a13105970d0887"},
    PaletteTable{
        {"cividis", sequential, "viridis", true},
        0,
        0,
        "ffea46f2da50e0cb5ecebc68bcaf6faca1749b94778b87797c7b786f707361646f52596c414d6b2d426c"
        "05366e002c6900204d"},
};

}  // namespace

std::span<const PaletteTable> palette_tables() noexcept {
    return table;
}

}  // namespace levelin::render::detail
