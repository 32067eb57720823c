using Authz.Policies.Diagnostics;

namespace Authz.Organizations;

/// <summary>What can be wrong with an organization, beyond its JSON (<c>AZ1000</c>) and its policies (<c>AZ1100</c>).</summary>
public static class OrganizationRules
{
    // fetching
    public static readonly DiagnosticRule DirectoryUnreadable = Error("AZ2000", "check the path and the rights of the directory");
    public static readonly DiagnosticRule FileUnreadable = Error("AZ2001", "check that the file exists and may be read");
    public static readonly DiagnosticRule FileTooLarge = Error("AZ2002", "split the file");
    public static readonly DiagnosticRule TooManyFiles = Error("AZ2003", "remove what does not belong to the organization");
    public static readonly DiagnosticRule LinkLeaves = Error("AZ2004", "copy the file into the organization's directory");
    public static readonly DiagnosticRule DirectoryUnstable = Error("AZ2005", "load again when the volume has come to rest");

    // places
    public static readonly DiagnosticRule UnreadFile = Error("AZ2010", "move the file to a place of the documented layout, or remove it");
    public static readonly DiagnosticRule MissingFile = Error("AZ2011", "add the file");

    // shape
    public static readonly DiagnosticRule WrongType = Error("AZ2020", "write a value of the documented type");
    public static readonly DiagnosticRule UnknownField =
        Error("AZ2021", "remove the field or correct its spelling; names are case-sensitive");
    public static readonly DiagnosticRule MissingField = Error("AZ2022", "add the field");
    public static readonly DiagnosticRule EncodedPolicy = Error("AZ2023", "decode the policy and write it as a JSON object");
    public static readonly DiagnosticRule UnsupportedGroups =
        Error("AZ2024", "attach the groups' policies to the user and write an empty list");
    public static readonly DiagnosticRule ExclusiveFields = Error("AZ2025", "give exactly one of the two fields");

    // values
    public static readonly DiagnosticRule InvalidAccountId = Error("AZ2030", "write 12 digits, in quotes");
    public static readonly DiagnosticRule InvalidUnitId =
        Error("AZ2031", "write the prefix, then small letters, digits and hyphens, 68 at most");
    public static readonly DiagnosticRule InvalidUniqueId =
        Error("AZ2032", "write the prefix and 16 to 128 letters, digits or underscores in all, or leave the id away");
    public static readonly DiagnosticRule InvalidName = Error("AZ2033", "use letters, digits and `_+=,.@-`, not too many");
    public static readonly DiagnosticRule InvalidPath = Error("AZ2034", "begin and end with `/`, at most 512 printable ASCII characters");
    public static readonly DiagnosticRule InvalidArn = Error("AZ2035", "write an ARN with six fields");
    public static readonly DiagnosticRule ArnMismatch = Error("AZ2036", "correct the ARN, or leave it away");
    public static readonly DiagnosticRule FolderMismatch = Error("AZ2037", "name the folder by the account's id");
    public static readonly DiagnosticRule InvalidSecret =
        Error("AZ2038", "use 8 to 256 printable ASCII characters without blanks, on one line");
    public static readonly DiagnosticRule InvalidChoice = Error("AZ2039", "write one of the values named");
    public static readonly DiagnosticRule InvalidDuration = Error("AZ2040", "write whole seconds from 3600 to 43200");
    public static readonly DiagnosticRule InvalidRegion =
        Error("AZ2041", "name a region of the organization's catalogue that this list can hold");
    public static readonly DiagnosticRule InvalidTag = Error("AZ2042", "use keys of 1 to 128 and values of up to 256 characters");
    public static readonly DiagnosticRule DuplicateTag = Error("AZ2043", "keep one; keys that differ only in case are the same key");
    public static readonly DiagnosticRule TooManyTags = Error("AZ2044", "keep at most 50 tags");
    public static readonly DiagnosticRule InvalidMfaDevice =
        Error("AZ2045", "write a serial number of 9 to 256 characters and a base32 seed of at least 10 bytes");
    public static readonly DiagnosticRule InvalidProvider = Error("AZ2046", "write what the provider's documentation asks for");
    public static readonly DiagnosticRule InvalidKeySet = Error("AZ2047", "write a JSON Web Key Set: an object with the array `keys`");
    public static readonly DiagnosticRule ForeignResource = Error("AZ2048", "move the file to the account that owns the resource");

    // uniqueness and the tree
    public static readonly DiagnosticRule DuplicateName =
        Error("AZ2050", "give each its own name; names that differ only in case are the same name");
    public static readonly DiagnosticRule DuplicateId = Error("AZ2051", "give each its own id");
    public static readonly DiagnosticRule DuplicatePlacement = Error("AZ2052", "list the account once in the tree");
    public static readonly DiagnosticRule AccountNotPlaced =
        Error("AZ2053", "list the account in the root or in a unit of `organization.json`");
    public static readonly DiagnosticRule UnknownAccount =
        Error("AZ2054", "add the folder `accounts/<id>` with `account.json`, or remove the account from the tree");
    public static readonly DiagnosticRule MissingManagementAccount =
        Error("AZ2055", "add the management account's folder and list it in the tree");
    public static readonly DiagnosticRule TreeTooDeep = Error("AZ2056", "nest units at most 5 deep below the root");
    public static readonly DiagnosticRule DuplicateEntry = Warning("AZ2057", "list each value once");

    // references
    public static readonly DiagnosticRule UnknownPolicy = Error("AZ2060", "add the policy's file or correct the name");
    public static readonly DiagnosticRule BuiltInPolicy = Error("AZ2061", "choose another name; this policy is built in");
    public static readonly DiagnosticRule ReferenceLeaves = Error("AZ2062", "name a file of the organization, relative to this file");
    public static readonly DiagnosticRule ReferenceMissing = Error("AZ2063", "add the file or correct its name");
    public static readonly DiagnosticRule ReferenceToDocument =
        Error("AZ2064", "name a file that is not itself a document of the organization");

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        DirectoryUnreadable, FileUnreadable, FileTooLarge, TooManyFiles, LinkLeaves, DirectoryUnstable, UnreadFile, MissingFile, WrongType,
        UnknownField, MissingField, EncodedPolicy, UnsupportedGroups, ExclusiveFields, InvalidAccountId, InvalidUnitId, InvalidUniqueId,
        InvalidName, InvalidPath, InvalidArn, ArnMismatch, FolderMismatch, InvalidSecret, InvalidChoice, InvalidDuration, InvalidRegion,
        InvalidTag, DuplicateTag, TooManyTags, InvalidMfaDevice, InvalidProvider, InvalidKeySet, ForeignResource, DuplicateName,
        DuplicateId, DuplicatePlacement, AccountNotPlaced, UnknownAccount, MissingManagementAccount, TreeTooDeep, DuplicateEntry,
        UnknownPolicy, BuiltInPolicy, ReferenceLeaves, ReferenceMissing, ReferenceToDocument,
    ];

    private static DiagnosticRule Error(string code, string remedy) => new(code, DiagnosticSeverity.Error, remedy);

    private static DiagnosticRule Warning(string code, string remedy) => new(code, DiagnosticSeverity.Warning, remedy);
}
