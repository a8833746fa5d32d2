/** Media types of what is offered for download. */
export const FILE_TYPES = { PDF: "application/pdf", EPUB: "application/epub+zip" } as const;
